"""The network of recipes/austen/gpt.yaml in PyTorch, for figures beside ours on the very same text.

    python tests/bench/language/peer.py TEXT [--seed N] [--steps N] [--threads N]

The last tenth of the paragraphs, but for those that the others have too, is judged by in windows side by side; but for a
twentieth before it the rest is trained on from random places. Sizes, optimizer, schedule and the drawing of the weights are those of the recipe. Prints one
JSON line: nats a character on the last tenth, seconds of training, characters a second.
"""
import argparse
import json
import math
import re
import time

import torch
from torch import nn

CONTEXT, BATCH, LAYERS, HEADS, WIDTH = 64, 12, 4, 4, 128
RATE, FINAL, WARMUP = 1e-3, 0.1, 100


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.mlp_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.output = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        q, k, v = (part.unflatten(2, (HEADS, -1)).transpose(1, 2) for part in self.qkv(self.attention_norm(x)).split(WIDTH, 2))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(mixed.transpose(1, 2).flatten(2))
        return x + self.down(nn.functional.gelu(self.up(self.mlp_norm(x))))


class Gpt(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        for name, value in self.named_parameters():
            if value.dim() > 1:
                is_end = name.endswith(("output.weight", "down.weight"))
                nn.init.normal_(value, std=0.02 / (math.sqrt(2 * LAYERS) if is_end else 1))
            elif name.endswith("bias"):
                nn.init.zeros_(value)

    def forward(self, ids):
        x = self.embedding(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return nn.functional.linear(self.norm(x), self.embedding.weight)


def halves(path):
    with open(path, encoding="utf-8", newline="") as file:
        paragraphs = [p for p in re.split(r"\r?\n(?:[ \t\r\f\v]*\n)+", file.read().strip("\n")) if p.strip()]
    judged = len(paragraphs) - round(0.1 * len(paragraphs))
    left = judged - round(0.05 / 0.9 * judged)
    known = set(paragraphs[:left])
    return paragraphs[:left], [p for p in paragraphs[judged:] if p not in known]


def rate_at(step, steps):
    if step < WARMUP:
        return RATE * (step + 1) / WARMUP
    return RATE * (FINAL + (1 - FINAL) * 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / (steps - WARMUP))))


def judged(net, ids):
    net.eval()
    total, count = 0.0, len(ids) - 1
    with torch.inference_mode():
        whole = count // CONTEXT
        x = ids[: whole * CONTEXT].view(whole, CONTEXT)
        y = ids[1 : whole * CONTEXT + 1].view(whole, CONTEXT)
        for rows in torch.arange(whole).split(256):
            total += nn.functional.cross_entropy(net(x[rows]).flatten(0, 1), y[rows].flatten(), reduction="sum").item()
        if count % CONTEXT:
            rest = ids[whole * CONTEXT :]
            total += nn.functional.cross_entropy(net(rest[None, :-1])[0], rest[1:], reduction="sum").item()
    net.train()
    return total / count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    train, valid = ("\n\n".join(part) for part in halves(a.text))
    known = {letter: i + 1 for i, letter in enumerate(sorted(set(train) | {"\n"}))}
    train, valid = (torch.tensor([known.get(letter, 0) for letter in part]) for part in (train, valid))
    net = Gpt(len(known) + 1)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, betas=(0.9, 0.99), weight_decay=0.1)
    begun = time.perf_counter()
    for step in range(a.steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, a.steps)
        first = torch.randint(len(train) - CONTEXT, (BATCH,))
        windows = torch.stack([train[i : i + CONTEXT + 1] for i in first])
        loss = nn.functional.cross_entropy(net(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
    seconds = time.perf_counter() - begun
    print(json.dumps({"seed": a.seed, "steps": a.steps, "loss": judged(net, valid), "seconds": round(seconds, 2),
                      "characters_per_second": round(a.steps * BATCH * CONTEXT / seconds),
                      "valid_characters": len(valid), "peer_name": f"torch {torch.__version__} eager"}))


if __name__ == "__main__":
    main()
