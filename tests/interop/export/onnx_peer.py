"""onnx and onnxruntime as peers: checks MODEL, and that it computes the outputs that CASES holds.

usage: onnx_peer.py MODEL.onnx CASES.safetensors TOLERANCE
CASES has groups <input>_<batch>, ..., logits_<batch>.
"""

import sys

import numpy
import onnx
import onnxruntime
from safetensors.numpy import load_file


def check_contract(model):
    assert model.ir_version == 8, model.ir_version
    assert [(opset.domain, opset.version) for opset in model.opset_import] == [("", 17)]
    assert model.producer_name == "maas", model.producer_name
    names = [value.name for value in model.graph.input]
    assert names in (["image"], ["ids", "lengths"]), names
    assert model.graph.output[0].name == "logits", model.graph.output[0].name
    for value in [*model.graph.input, model.graph.output[0]]:
        assert value.type.tensor_type.shape.dim[0].dim_param == "N", value
    return names


def largest_difference(path, cases, names):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    largest = 0.0
    for batch in sorted(name.rsplit("_", 1)[1] for name in cases if name.startswith("logits_")):
        (logits,) = session.run(["logits"], {name: cases[f"{name}_{batch}"] for name in names})
        expected = cases[f"logits_{batch}"]
        assert logits.shape == expected.shape, (logits.shape, expected.shape)
        largest = max(largest, float(numpy.abs(logits - expected).max()))
    return largest


if __name__ == "__main__":
    path, cases = sys.argv[1:3]
    tolerance = float(sys.argv[3])
    onnx.checker.check_model(path, full_check=True)
    difference = largest_difference(path, load_file(cases), check_contract(onnx.load(path)))
    print(f"largest difference {difference:.3g}")
    sys.exit(0 if difference <= tolerance else f"more than {tolerance:g}")
