"""PyTorch's training rate, in samples a second, for one network and batch size; prints one number.

A step is that of a plain loop: gather a shuffled batch from pictures in memory, forward, cross
entropy, backward, Adam.
"""
import argparse
import time

import torch
from torch import nn


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("network", choices=["mlp", "lenet"])
    parser.add_argument("batch", type=int)
    parser.add_argument("threads", type=int)
    parser.add_argument("kind", choices=["eager", "fused", "compile"])
    parser.add_argument("steps", type=int)
    arguments = parser.parse_args()

    torch.manual_seed(0)
    torch.set_num_threads(arguments.threads)
    network = {"mlp": mlp, "lenet": lenet}[arguments.network]()
    forward = torch.compile(network) if arguments.kind == "compile" else network
    optimizer = torch.optim.Adam(network.parameters(), fused=arguments.kind == "fused" or None)
    pictures, labels = torch.rand(8192, 1, 28, 28), torch.randint(10, (8192,))
    order, position = torch.randperm(8192), 0

    def step():
        nonlocal order, position
        if position + arguments.batch > 8192:
            order, position = torch.randperm(8192), 0
        rows = order[position:position + arguments.batch]
        position += arguments.batch
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(forward(pictures[rows]), labels[rows]).backward()
        optimizer.step()

    for _ in range(10):
        step()
    start = time.perf_counter()
    for _ in range(arguments.steps):
        step()
    print(arguments.steps * arguments.batch / (time.perf_counter() - start))


main()
