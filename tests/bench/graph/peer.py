"""The networks of recipes/mutag and recipes/polblogs in plain PyTorch, for figures beside ours on the very same folds.

    python tests/bench/graph/peer.py gin TRAIN TEST [--seed N]                              folders of the TU form
    python tests/bench/graph/peer.py gcn EDGES.csv TRAIN.csv VALID.csv TEST.csv [--seed N]  tables of nodes

Sizes, optimizer, schedule and length are those of the recipes. Sums over neighbours are a product with a sparse matrix, the
fastest that PyTorch has on CPUs. Prints one JSON line: of gin the accuracy on the test graphs after
each epoch, of gcn that on the test nodes at the best epoch by the validation nodes; seconds of training; samples a second.
"""
import argparse
import csv
import json
import pathlib
import time

import torch
from torch import nn


def adjacency(source, target, nodes):
    return torch.sparse_coo_tensor(torch.stack([target, source]), torch.ones(len(source)), (nodes, nodes)).coalesce()


class GinLayer(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.epsilon = nn.Parameter(torch.zeros(1))
        self.fc1, self.norm1 = nn.Linear(inputs, hidden), nn.BatchNorm1d(hidden)
        self.fc2, self.norm2 = nn.Linear(hidden, hidden), nn.BatchNorm1d(hidden)

    def forward(self, x, links):
        x = (1 + self.epsilon) * x + torch.sparse.mm(links, x)
        x = self.norm1(self.fc1(x)).relu()
        return self.norm2(self.fc2(x)).relu()


class Gin(nn.Module):
    def __init__(self, inputs, hidden, layers, outputs, dropout):
        super().__init__()
        widths = [inputs] + [hidden] * layers
        self.layers = nn.ModuleList(GinLayer(a, hidden) for a in widths[:-1])
        self.readouts = nn.ModuleList(nn.Linear(width, outputs) for width in widths)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, links, graph, graphs):
        def pooled(x):
            return self.dropout(torch.zeros(graphs, x.size(1)).index_add(0, graph, x))

        out = self.readouts[0](pooled(x))
        for layer, readout in zip(self.layers, self.readouts[1:]):
            x = layer(x, links)
            out = out + readout(pooled(x))
        return out


class Gcn(nn.Module):
    """Of nodes that are told apart by their numbers: the first convolution is a vector of each."""

    def __init__(self, nodes, hidden, outputs, dropout):
        super().__init__()
        self.embedding = nn.Embedding(nodes, hidden)
        nn.init.uniform_(self.embedding.weight, -hidden ** -0.5, hidden ** -0.5)
        self.output = nn.Linear(hidden, outputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, links, share):
        def normalised_sum(x):
            x = x * share
            return (x + torch.sparse.mm(links, x)) * share

        x = normalised_sum(self.dropout(self.embedding.weight)).relu()
        return self.output(normalised_sum(self.dropout(x)))


def read_tu(folder, labels):
    def lines(name):
        return [line for line in (pathlib.Path(folder) / f"MUTAG_{name}.txt").read_text().split("\n") if line]

    graph_of = [int(line) - 1 for line in lines("graph_indicator")]
    classes = [int(line) for line in lines("graph_labels")]
    first = [graph_of.index(g) for g in range(len(classes))]
    nodes = [[] for _ in classes]
    for g, label in zip(graph_of, lines("node_labels")):
        nodes[g].append(labels.setdefault(label, len(labels)))
    edges = [[] for _ in classes]
    for line in lines("A"):
        a, b = (int(node) - 1 for node in line.split(","))
        edges[graph_of[a]].append((a - first[graph_of[a]], b - first[graph_of[a]]))
    return [(torch.tensor(n), torch.tensor(e).t(), c > 0) for n, e, c in zip(nodes, edges, classes)]


def joined(graphs, labels):
    counts = torch.tensor([len(nodes) for nodes, _, _ in graphs])
    first = counts.cumsum(0) - counts
    x = nn.functional.one_hot(torch.cat([nodes for nodes, _, _ in graphs]), labels).float()
    edges = torch.cat([edge + start for (_, edge, _), start in zip(graphs, first)], 1)
    graph = torch.arange(len(graphs)).repeat_interleave(counts)
    return (x, adjacency(edges[0], edges[1], len(x)), graph, len(graphs)), torch.tensor([int(c) for _, _, c in graphs])


def optimizer_of(net, steps, lr, decay, is_one_cycle):
    optimizer = torch.optim.AdamW(net.parameters(), lr=lr, weight_decay=decay)
    if not is_one_cycle:
        return optimizer, torch.optim.lr_scheduler.ConstantLR(optimizer, 1)
    return optimizer, torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps=steps, cycle_momentum=False)


def gin(a):
    labels = {}
    train, test = read_tu(a.files[0], labels), read_tu(a.files[1], labels)
    net = Gin(len(labels), 32, 4, 2, 0.5)
    optimizer, schedule = optimizer_of(net, a.epochs * -(-len(train) // 32), 0.01, 0.01, True)
    loss = nn.CrossEntropyLoss()
    inputs, targets = joined(test, len(labels))
    curve, seconds = [], 0
    for _ in range(a.epochs):
        net.train()
        begun = time.perf_counter()
        for chosen in torch.randperm(len(train)).split(32):
            batch, wanted = joined([train[i] for i in chosen], len(labels))
            optimizer.zero_grad()
            loss(net(*batch), wanted).backward()
            optimizer.step()
            schedule.step()
        seconds += time.perf_counter() - begun
        net.eval()
        with torch.inference_mode():
            curve.append((net(*inputs).argmax(1) == targets).float().mean().item())
    return {"curve": curve, "seconds": seconds, "samples": a.epochs * len(train)}


def gcn(a):
    def table(file):
        with open(file, newline="") as lines:
            return list(csv.DictReader(lines))

    tables = [table(file) for file in a.files[1:]]
    number = {row["node"]: i for i, row in enumerate(tables[0])}
    links = {(number[row["source"]], number[row["target"]]) for row in table(a.files[0])}
    links = sorted({pair for x, y in links if x != y for pair in ((x, y), (y, x))})
    source, target = torch.tensor(links).t()
    adjacent = adjacency(source, target, len(number))
    share = (torch.bincount(target, minlength=len(number)) + 1).rsqrt().unsqueeze(1)
    splits = []
    for rows in tables:
        known = [(number[row["node"]], int(row["label"])) for row in rows if row["label"]]
        splits.append(torch.tensor(known).t())
    net = Gcn(len(number), 64, 2, 0.5)
    optimizer, schedule = optimizer_of(net, a.epochs, 0.01, 0.01, False)
    loss = nn.CrossEntropyLoss()
    best, seconds = (-1.0, 0.0), 0
    for _ in range(a.epochs):
        net.train()
        begun = time.perf_counter()
        optimizer.zero_grad()
        loss(net(adjacent, share)[splits[0][0]], splits[0][1]).backward()
        optimizer.step()
        schedule.step()
        seconds += time.perf_counter() - begun
        net.eval()
        with torch.inference_mode():
            guess = net(adjacent, share).argmax(1)
            valid, test = ((guess[nodes] == wanted).float().mean().item() for nodes, wanted in splits[1:])
        if valid > best[0]:
            best = (valid, test)
    return {"accuracy": best[1], "valid": best[0], "seconds": seconds, "samples": a.epochs * splits[0].size(1)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("net", choices=["gin", "gcn"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    a.epochs = a.epochs or {"gin": 100, "gcn": 200}[a.net]
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    result = {"gin": gin, "gcn": gcn}[a.net](a)
    result["samples_per_second"] = round(result.pop("samples") / result["seconds"])
    print(json.dumps({"net": a.net, "seed": a.seed, **result, "peer_name": f"torch {torch.__version__} eager"}))


if __name__ == "__main__":
    main()
