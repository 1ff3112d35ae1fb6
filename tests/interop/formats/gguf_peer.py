"""Python's gguf as a peer: `write FILE` makes a file, `check FILE` compares one with it, `blocks
FILE` makes one of many random blocks and their values."""

import pathlib
import subprocess
import sys

import gguf
import numpy

FIXTURES = pathlib.Path(__file__).parents[2] / "formats/fixtures/gguf"
ROWS = numpy.linspace(-1, 1, 128, dtype=numpy.float32).reshape(2, 64)
TENSORS = {
    "single": (ROWS, gguf.GGMLQuantizationType.F32),
    "half": (ROWS.astype(numpy.float16), gguf.GGMLQuantizationType.F16),
    "brain": (gguf.quantize(ROWS, gguf.GGMLQuantizationType.BF16), gguf.GGMLQuantizationType.BF16),
    "eight": (gguf.quantize(ROWS, gguf.GGMLQuantizationType.Q8_0), gguf.GGMLQuantizationType.Q8_0),
    "four": (gguf.quantize(ROWS, gguf.GGMLQuantizationType.Q4_1), gguf.GGMLQuantizationType.Q4_1),
    "whole": (numpy.arange(5, dtype=numpy.int32), gguf.GGMLQuantizationType.I32),
}
LISTS = {"tokens": ["a", "ü", ""], "scores": [0.5, -1.0], "types": [1, -2, 3], "flags": [True, False]}


def write(path):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_uint8("peer.u8", 200)
    writer.add_int8("peer.i8", -3)
    writer.add_uint16("peer.u16", 60000)
    writer.add_int16("peer.i16", -300)
    writer.add_block_count(30)
    writer.add_int32("peer.i32", -70000)
    writer.add_rope_freq_base(100000.0)
    writer.add_bool("peer.flag", True)
    writer.add_uint64("peer.u64", 2**64 - 1)
    writer.add_int64("peer.i64", -(2**40))
    writer.add_float64("peer.f64", 0.1)
    for name, values in LISTS.items():
        writer.add_array("peer." + name, values)
    for name, (values, kind) in TENSORS.items():
        writer.add_tensor(name, values, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def check(path):
    reader = gguf.GGUFReader(path)
    values = {name: field.contents() for name, field in reader.fields.items()}
    assert values["general.architecture"] == "llama", values
    assert values["llama.block_count"] == 30, values
    assert values["peer.u64"] == 2**64 - 1 and values["peer.f64"] == 0.1, values
    for name, expected in LISTS.items():
        assert values["peer." + name] == expected, values["peer." + name]
    assert [tensor.name for tensor in reader.tensors] == list(TENSORS)
    for tensor in reader.tensors:
        expected, kind = TENSORS[tensor.name]
        assert tensor.tensor_type == kind, tensor.name
        assert tensor.data.tobytes() == expected.tobytes(), tensor.name


if __name__ == "__main__":
    command, path = sys.argv[1:]
    if command == "blocks":
        subprocess.run([sys.executable, FIXTURES / "make_blocks.py", path, "4000"], check=True)
    else:
        {"write": write, "check": check}[command](path)
