"""The mlp by onnxruntime in Triton (the copy in nvidia-pytriton), with its dynamic batching."""
import sys

import numpy
import onnxruntime
from pytriton.decorators import batch
from pytriton.model_config import DynamicBatcher, ModelConfig, Tensor
from pytriton.triton import Triton, TritonConfig

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
port = int(sys.argv[2])


@batch
def infer(image):
    return {"logits": session.run(None, {"image": image.reshape(-1, 1, 28, 28)})[0]}


with Triton(config=TritonConfig(http_address="127.0.0.1", http_port=port, grpc_port=port + 1,
                                metrics_port=port + 2, allow_grpc=False, allow_metrics=False)) as triton:
    triton.bind(model_name="mlp", infer_func=infer,
                inputs=[Tensor(name="image", dtype=numpy.float32, shape=(784,))],
                outputs=[Tensor(name="logits", dtype=numpy.float32, shape=(10,))],
                config=ModelConfig(max_batch_size=32,
                                   batcher=DynamicBatcher(max_queue_delay_microseconds=1000)))
    triton.serve()
