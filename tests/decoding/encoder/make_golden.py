#!/usr/bin/env python3
"""Writes small random encoders and what Hugging Face's transformers gives for them.

    python tests/decoding/encoder/make_golden.py      # transformers 5.24, torch 2.11

Each folder below fixtures/ is a model directory (config.json, model.safetensors in fp32) with golden.safetensors:
`ids` and `types` of texts one behind the other, `lengths` of them, `hidden` [tokens, width], and `answer`: the logits
of a head, [texts, labels] or [tokens, labels], if there is one. In the folder `bert`, which has none, there is
`pooled.MODE` [texts, width] for each mode of pooling that sentence-transformers has. Each text is run alone, so
nothing is padded.
"""
import pathlib
import shutil

import torch
import transformers
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).resolve().parent
COMMON = dict(vocab_size=61, hidden_size=24, intermediate_size=36, num_hidden_layers=3, num_attention_heads=4,
              max_position_embeddings=64, type_vocab_size=2)
MODELS = {
    "bert": (transformers.BertModel, dict()),
    "bert_tanh": (transformers.BertModel, dict(hidden_act="gelu_new", num_attention_heads=3, layer_norm_eps=1e-5)),
    "classes": (transformers.BertForSequenceClassification, dict(id2label={0: "bad", 1: "fair", 2: "good"})),
    "score": (transformers.BertForSequenceClassification, dict(num_labels=1)),
    "tokens": (transformers.BertForTokenClassification,
               dict(id2label={0: "O", 1: "B-PER", 2: "I-PER", 3: "B-LOC", 4: "I-LOC"})),
}
LENGTHS = [1, 7, 31, 32, 33, 64, 2]


def pooled(hidden):
    """The modes of sentence-transformers' Pooling for one text [tokens, width] without padding."""
    count = hidden.shape[0]
    weights = torch.arange(1, count + 1, dtype=torch.float32)[:, None]
    return {"cls": hidden[0], "mean": hidden.mean(0), "max": hidden.max(0).values,
            "mean_sqrt_len": hidden.sum(0) / count ** 0.5,
            "weightedmean": (hidden * weights).sum(0) / weights.sum(), "lasttoken": hidden[-1]}


def main():
    for name, (kind, options) in MODELS.items():
        torch.manual_seed(7)
        options = dict(options)
        if "id2label" in options:
            options["label2id"] = {label: i for i, label in options["id2label"].items()}
        config = transformers.BertConfig(**{**COMMON, **options}, attn_implementation="eager")
        model = kind(config).float().eval()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.copy_(torch.randn_like(parameter) * (0.3 if parameter.dim() > 1 else 0.2)
                                + (1.0 if parameter.dim() == 1 else 0.0))
        random = torch.Generator().manual_seed(3)
        golden = {key: [] for key in ("ids", "types", "hidden", "answer")}
        for length in LENGTHS:
            ids = torch.randint(0, 61, (1, length), generator=random)
            types = (torch.arange(length) >= length * 2 // 3).long()[None] if length > 2 else torch.zeros_like(ids)
            with torch.no_grad():
                result = model(input_ids=ids, token_type_ids=types, attention_mask=torch.ones_like(ids),
                               output_hidden_states=True)
            golden["ids"].append(ids[0])
            golden["types"].append(types[0])
            hidden = result.hidden_states[-1][0]
            golden["hidden"].append(hidden)
            if "logits" in result:
                golden["answer"].append(result.logits[0] if name == "tokens" else result.logits)
            elif name == "bert":
                for mode, vector in pooled(hidden).items():
                    golden.setdefault(f"pooled.{mode}", []).append(vector[None])
        tensors = {key: torch.cat(parts).contiguous() for key, parts in golden.items() if parts}
        tensors["lengths"] = torch.tensor(LENGTHS)
        folder = HERE / "fixtures" / name
        shutil.rmtree(folder, ignore_errors=True)
        model.save_pretrained(folder)
        save_file(tensors, folder / "golden.safetensors")
        print(name, {key: list(value.shape) for key, value in tensors.items()})


main()
