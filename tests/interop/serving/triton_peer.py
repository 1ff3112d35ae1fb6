"""tritonclient as a peer: asks a server for its documents, then about the first pictures of a file.

usage: triton_peer.py ADDRESS MODEL PICTURES.gz COUNT
Prints {"labels": [...], "probabilities": [[...], ...]}, a label and a row for each picture.
"""

import gzip
import json
import sys

import numpy
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException


def check_documents(client, model):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready(model)
    assert client.get_server_metadata()["name"] == "maas"
    metadata = client.get_model_metadata(model)
    assert metadata["name"] == model, metadata
    assert metadata["inputs"] == [{"name": "image", "datatype": "UINT8", "shape": [-1, 1, 28, 28]}], metadata
    assert [output["name"] for output in metadata["outputs"]] == ["probabilities", "label"], metadata
    assert client.get_model_config(model)["max_batch_size"] > 1
    assert [entry["name"] for entry in client.get_model_repository_index()] == [model]


def check_error(client):
    try:
        client.get_model_metadata("nobody")
    except InferenceServerException as error:
        assert error.status() == "404", error
        assert "nobody" in error.message(), error
    else:
        raise AssertionError("a model that is not there has metadata")


def pictures_in(path, count):
    with gzip.open(path) as file:
        pixels = numpy.frombuffer(file.read(), numpy.uint8, offset=16)
    return pixels.reshape(-1, 1, 28, 28)[:count]


def infer(client, model, pictures, binary):
    image = InferInput("image", list(pictures.shape), "UINT8")
    image.set_data_from_numpy(pictures, binary_data=binary)
    outputs = [InferRequestedOutput(name, binary_data=binary) for name in ("probabilities", "label")]
    return client.infer(model, [image], outputs=outputs, request_id="first")


def infer_by_default(client, model, pictures):
    image = InferInput("image", list(pictures.shape), "UINT8")
    image.set_data_from_numpy(pictures)
    return client.infer(model, [image])


def labels_of(result):
    """The labels as texts: binary ones come as bytes."""
    labels = result.as_numpy("label").tolist()
    return [label.decode() if isinstance(label, bytes) else label for label in labels]


def same(result, other):
    return labels_of(result) == labels_of(other) and numpy.array_equal(
        result.as_numpy("probabilities"), other.as_numpy("probabilities"))


def check_statistics(client, model, count):
    (statistics,) = client.get_inference_statistics(model)["model_stats"]
    assert statistics["inference_count"] == count, statistics


if __name__ == "__main__":
    address, model, path = sys.argv[1:4]
    count = int(sys.argv[4])
    client = InferenceServerClient(address)
    check_documents(client, model)
    check_error(client)
    pictures = pictures_in(path, count)
    result = infer(client, model, pictures, binary=False)
    assert result.get_response()["id"] == "first", result.get_response()
    assert same(infer(client, model, pictures, binary=True), result)
    assert same(infer_by_default(client, model, pictures), result)
    check_statistics(client, model, 3 * count)
    print(json.dumps({
        "labels": labels_of(result),
        "probabilities": result.as_numpy("probabilities").tolist(),
    }))
