"""onnx and onnxruntime as peers: checks MODEL, and that it computes the outputs that CASES holds.

usage: onnx_peer.py MODEL.onnx CASES.safetensors TOLERANCE
CASES has pairs image_<batch>, logits_<batch>.
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
    (image,) = model.graph.input
    assert image.name == "image", image.name
    assert model.graph.output[0].name == "logits", model.graph.output[0].name
    for value in (image, model.graph.output[0]):
        assert value.type.tensor_type.shape.dim[0].dim_param == "N", value


def largest_difference(path, cases):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    largest = 0.0
    for name in cases:
        if not name.startswith("image_"):
            continue
        (logits,) = session.run(["logits"], {"image": cases[name]})
        expected = cases[name.replace("image", "logits")]
        assert logits.shape == expected.shape, (logits.shape, expected.shape)
        largest = max(largest, float(numpy.abs(logits - expected).max()))
    return largest


if __name__ == "__main__":
    path, cases = sys.argv[1:3]
    tolerance = float(sys.argv[3])
    onnx.checker.check_model(path, full_check=True)
    check_contract(onnx.load(path))
    difference = largest_difference(path, load_file(cases))
    print(f"largest difference {difference:.3g}")
    sys.exit(0 if difference <= tolerance else f"more than {tolerance:g}")
