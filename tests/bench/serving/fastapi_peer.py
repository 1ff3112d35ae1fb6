"""The mlp by onnxruntime behind FastAPI, in its fastest form: raw bodies read and written by orjson."""
import sys

import numpy
import onnxruntime
import orjson
import uvicorn
from fastapi import FastAPI, Request, Response

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
app = FastAPI()


@app.post("/v2/models/mlp/infer")
async def infer(request: Request):
    tensor = orjson.loads(await request.body())["inputs"][0]
    pixels = numpy.asarray(tensor["data"], numpy.float32).reshape(-1, 1, 28, 28)
    logits = session.run(None, {"image": pixels})[0]
    answer = {"model_name": "mlp", "outputs": [{"name": "logits", "shape": list(logits.shape), "datatype": "FP32",
                                                "data": logits.ravel().tolist()}]}
    return Response(orjson.dumps(answer), media_type="application/json")


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
