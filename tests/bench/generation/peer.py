"""The network of recipes/fashion_mnist/vae.yaml in PyTorch, for figures beside ours on the same pictures.

    python tests/bench/generation/peer.py [--data DIR] [--seed N] [--epochs N]

Sizes, optimizer, batches and epochs are those of the recipe; weights are drawn by PyTorch's defaults. One picture in
20 is left out of the training, as the recipe's validation split is. Prints one JSON line: -ELBO on the test pictures
(nats a picture, each posterior sampled once), its two terms, pictures a second.
"""
import argparse
import gzip
import json
import os
import time

import torch
from torch import nn
from torch.nn import functional as F


def pictures(path):
    with gzip.open(path) as file:
        data = file.read()
    return torch.frombuffer(bytearray(data[16:]), dtype=torch.uint8).view(-1, 784).float() / 255


class Vae(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(784, 400)
        self.mean = nn.Linear(400, 20)
        self.log_variance = nn.Linear(400, 20)
        self.hidden2 = nn.Linear(20, 400)
        self.output = nn.Linear(400, 784)

    def forward(self, x):
        hidden = F.relu(self.hidden1(x))
        mean, log_variance = self.mean(hidden), self.log_variance(hidden)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        return self.output(F.relu(self.hidden2(z))), mean, log_variance


def bound(net, x):
    logits, mean, log_variance = net(x)
    reconstruction = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
    kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(1)
    return reconstruction, kl


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)

    train = pictures(os.path.join(a.data, "train-images-idx3-ubyte.gz"))
    test = pictures(os.path.join(a.data, "t10k-images-idx3-ubyte.gz"))
    train = train[torch.randperm(len(train))[: len(train) * 19 // 20]]
    net = Vae()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    seconds = 0
    for _ in range(a.epochs):
        begun = time.perf_counter()
        for chosen in torch.randperm(len(train)).split(128):
            optimizer.zero_grad()
            reconstruction, kl = bound(net, train[chosen])
            (reconstruction + kl).mean().backward()
            optimizer.step()
        seconds += time.perf_counter() - begun
    with torch.inference_mode():
        reconstruction, kl = (part.mean().item() for part in bound(net, test))
    print(json.dumps({
        "seed": a.seed, "nelbo": reconstruction + kl, "reconstruction": reconstruction, "kl": kl,
        "seconds": round(seconds, 2), "samples_per_second": round(a.epochs * len(train) / seconds),
        "peer_name": f"torch {torch.__version__} eager"}))


if __name__ == "__main__":
    main()
