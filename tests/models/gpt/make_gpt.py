"""Makes gpt.json: the logits of a small GPT by PyTorch's own layers, whose weights are sines.

The n-th parameter by name has the values 0.3 sin(n + 0.1 i), i counted over its elements. pip install torch==2.11.0
"""

import json
from pathlib import Path

import torch
from torch import nn

VOCABULARY, CONTEXT, LAYERS, HEADS, WIDTH = 7, 6, 2, 2, 8


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)

    def forward(self, x):
        length = x.shape[1]
        mask = torch.triu(torch.full((length, length), float("-inf")), 1)
        heads = [part.unflatten(2, (HEADS, -1)).transpose(1, 2) for part in self.qkv(x).split(WIDTH, 2)]
        q, k, v = heads
        weights = (q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + mask).softmax(3)
        return self.output((weights @ v).transpose(1, 2).flatten(2))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm, self.mlp_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.down(nn.functional.gelu(self.up(self.mlp_norm(x))))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, ids):
        x = self.embedding(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.norm(x) @ self.embedding.weight.T


torch.set_default_dtype(torch.float64)
net = Gpt()
with torch.no_grad():
    for n, (name, value) in enumerate(sorted(net.named_parameters())):
        value.copy_(0.3 * torch.sin(n + 0.1 * torch.arange(value.numel())).view_as(value))
ids = torch.tensor([[1, 2, 3, 4, 5, 6], [0, 6, 0, 6, 3, 3]])
path = Path(__file__).with_name("gpt.json")
path.write_text(json.dumps({"ids": ids.tolist(), "logits": net(ids).flatten().tolist()}) + "\n")
