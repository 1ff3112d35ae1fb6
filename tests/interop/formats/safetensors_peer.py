"""Python's safetensors as a peer: `write FILE` makes a file, `check FILE` compares one with it."""

import sys

import numpy
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

TENSORS = {
    "floats": numpy.linspace(-1, 1, 6, dtype=numpy.float32).reshape(2, 3),
    "halves": numpy.arange(4, dtype=numpy.float16),
    "scalar": numpy.array(7, dtype=numpy.int64),
    "empty": numpy.zeros((0, 5), dtype=numpy.float64),
    "flags": numpy.array([True, False]),
    'quoted "ü"': numpy.arange(5, dtype=numpy.uint8),
}
METADATA = {"format": "pt", "note": "ä"}


def check(path):
    tensors = load_file(path)
    assert set(tensors) == set(TENSORS), sorted(tensors)
    for name, expected in TENSORS.items():
        found = tensors[name]
        assert found.dtype == expected.dtype and found.shape == expected.shape, name
        assert (found == expected).all(), name
    with safe_open(path, "np") as file:
        assert file.metadata() == METADATA, file.metadata()


if __name__ == "__main__":
    command, path = sys.argv[1:]
    if command == "write":
        save_file(TENSORS, path, metadata=METADATA)
    else:
        check(path)
