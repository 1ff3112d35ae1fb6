"""onnxruntime in fp32 on an encoder of texts: reads cases `TEXTS TOKENS SECONDS`, a line each, and writes the
milliseconds of the fastest call, a line each.

    peer.py MODEL THREADS FOLDER [--fused]

The graph is exported by torch.onnx into FOLDER at the first use; --fused has onnxruntime's optimizer for BERT fuse it
further.
"""
import json
import pathlib
import sys
import time

import numpy
import onnxruntime


def export(model, path):
    import torch
    import transformers

    class Hidden(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = transformers.AutoModel.from_pretrained(
                model, attn_implementation="eager", add_pooling_layer=False).float().eval()

        def forward(self, input_ids, attention_mask, token_type_ids):
            return self.encoder(input_ids=input_ids, attention_mask=attention_mask,
                                token_type_ids=token_type_ids).last_hidden_state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.ones(2, 8, dtype=torch.long)
    torch.onnx.export(Hidden(), (ids, ids, torch.zeros_like(ids)), str(path), input_names=names,
                      output_names=["hidden"], opset_version=17, dynamo=False,
                      dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names + ["hidden"]})


def fuse(model, plain, path):
    from onnxruntime.transformers import optimizer
    config = json.loads((pathlib.Path(model) / "config.json").read_text())
    fused = optimizer.optimize_model(str(plain), model_type="bert", num_heads=config["num_attention_heads"],
                                     hidden_size=config["hidden_size"], use_gpu=False)
    print(fused.get_fused_operator_statistics(), file=sys.stderr)
    fused.save_model_to_file(str(path))


def main():
    model, threads, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    graph = folder / "plain.onnx"
    if not graph.exists():
        export(model, graph)
    if "--fused" in sys.argv:
        fused = folder / "fused.onnx"
        if not fused.exists():
            fuse(model, graph, fused)
        graph = fused
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "1")
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    for line in sys.stdin:
        texts, tokens, seconds = line.split()
        ids = numpy.random.default_rng(0).integers(1000, 20000, (int(texts), int(tokens)))
        feed = {"input_ids": ids, "attention_mask": numpy.ones_like(ids), "token_type_ids": numpy.zeros_like(ids)}
        best, end = float("inf"), time.perf_counter() + float(seconds)
        session.run(None, feed)
        while True:
            begin = time.perf_counter()
            session.run(None, feed)
            now = time.perf_counter()
            best = min(best, now - begin)
            if now > end:
                break
        print(best * 1000, flush=True)


main()
