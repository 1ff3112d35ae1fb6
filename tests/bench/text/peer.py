"""The networks of recipes/movie_snippets in PyTorch, for figures beside ours on the very same texts.

    python tests/bench/text/peer.py TRAIN.jsonl VALID.jsonl TEST.jsonl [--cell lstm|gru] [--seed N] [--epochs N]

The files hold an object a line with `text` and `label`; `maas data split` makes them. Vocabulary, sizes,
optimizer, schedule and the choice of the best epoch by the validation texts are those of the recipe.
Prints one JSON line: accuracy on the test texts, seconds of training, samples a second.
"""
import argparse
import collections
import json
import re
import time

import torch
from torch import nn

WORD = re.compile(r"\w+|[^\w\s]+")


def read(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [WORD.findall(row["text"].lower()) for row in rows], [row["label"] for row in rows]


class Net(nn.Module):
    def __init__(self, words, classes, cell):
        super().__init__()
        self.embedding = nn.Embedding(words, 64)
        nn.init.uniform_(self.embedding.weight, -1 / 8, 1 / 8)
        self.recurrent = (nn.LSTM if cell == "lstm" else nn.GRU)(64, 64, batch_first=True, bidirectional=True)
        self.output = nn.Linear(128, classes)
        self.dropout = nn.Dropout(0.5)

    def forward(self, ids, lengths):
        x = self.dropout(self.embedding(ids))
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        states = self.recurrent(packed)[1]
        states = states[0] if isinstance(states, tuple) else states
        return self.output(self.dropout(torch.cat([states[0], states[1]], 1)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs=3)
    parser.add_argument("--cell", default="lstm")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)

    splits = [read(path) for path in a.files]
    counts = collections.Counter(word for words in splits[0][0] for word in words)
    known = sorted((-n, w) for w, n in counts.items() if n >= 2)[:20000]
    ids = {word: i + 2 for i, (_, word) in enumerate(known)}
    names = sorted(set(splits[0][1]))

    def encoded(split):
        texts = [torch.tensor([ids.get(w, 1) for w in words[:256]] or [1]) for words in split[0]]
        return texts, torch.tensor([names.index(label) for label in split[1]])

    train, valid, test = (encoded(split) for split in splits)
    net = Net(len(ids) + 2, len(names), a.cell)
    steps = a.epochs * -(-len(train[0]) // 32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.004, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.004, total_steps=steps, cycle_momentum=False)
    loss = nn.CrossEntropyLoss()

    def batch(data, chosen):
        texts = [data[0][i] for i in chosen]
        lengths = torch.tensor([len(t) for t in texts])
        return nn.utils.rnn.pad_sequence(texts, batch_first=True), lengths, data[1][chosen]

    def accuracy(data):
        net.eval()
        right = 0
        with torch.inference_mode():
            for first in range(0, len(data[0]), 512):
                x, lengths, y = batch(data, torch.arange(first, min(first + 512, len(data[0]))))
                right += (net(x, lengths).argmax(1) == y).sum().item()
        return right / len(data[0])

    best, seconds = (0, None), 0
    for _ in range(a.epochs):
        net.train()
        begun = time.perf_counter()
        for chosen in torch.randperm(len(train[0])).split(32):
            x, lengths, y = batch(train, chosen)
            optimizer.zero_grad()
            loss(net(x, lengths), y).backward()
            optimizer.step()
            schedule.step()
        seconds += time.perf_counter() - begun
        score = accuracy(valid)
        if score > best[0]:
            best = (score, {k: v.clone() for k, v in net.state_dict().items()})
    net.load_state_dict(best[1])
    print(json.dumps({
        "cell": a.cell, "seed": a.seed, "accuracy": accuracy(test), "valid": best[0],
        "seconds": round(seconds, 2), "samples_per_second": round(a.epochs * len(train[0]) / seconds),
        "peer_name": f"torch {torch.__version__} eager"}))


if __name__ == "__main__":
    main()
