"""Divides graphs, or the nodes of one, into stratified folds that any program can read.

    python tests/bench/graph/folds.py mutag DATA OUT [--seed N]      OUT/<fold>/{train,test}/MUTAG_*.txt, 10 folds
    python tests/bench/graph/folds.py polblogs DATA OUT [--seed N]   OUT/<fold>/{train,valid,test}.csv, 5 folds

Within each class, the samples are shuffled by the seed and dealt to the folds in turn. Of MUTAG a fold is the test set and
all others train. Of polblogs a fold is the test set, an eighth of the others judges the epochs; tables of nodes have all
nodes, and a class for those of their split alone.
"""
import argparse
import csv
import pathlib
import random


def folds_of(labels, count, seed):
    """Returns the fold of each sample."""
    shuffle = random.Random(seed)
    fold = [0] * len(labels)
    for label in sorted(set(labels)):
        members = [i for i, other in enumerate(labels) if other == label]
        shuffle.shuffle(members)
        for place, sample in enumerate(members):
            fold[sample] = place % count
    return fold


def mutag(data, out, seed):
    lines = {p.name: p.read_text().split("\n") for p in data.glob("MUTAG_*.txt")}
    lines = {name: [line for line in all_lines if line] for name, all_lines in lines.items()}
    graph_of = [int(line) - 1 for line in lines["MUTAG_graph_indicator.txt"]]
    edges = [tuple(int(node) - 1 for node in line.split(",")) for line in lines["MUTAG_A.txt"]]
    classes = lines["MUTAG_graph_labels.txt"]
    fold_of = folds_of(classes, 10, seed)
    for fold in range(10):
        for split in ("train", "test"):
            graphs = [g for g, of in enumerate(fold_of) if (of == fold) == (split == "test")]
            graph_number = {g: i + 1 for i, g in enumerate(graphs)}
            nodes = [n for n, g in enumerate(graph_of) if g in graph_number]
            node_number = {n: i + 1 for i, n in enumerate(nodes)}
            folder = out / str(fold) / split
            folder.mkdir(parents=True, exist_ok=True)

            def write(name, rows):
                (folder / f"MUTAG_{name}.txt").write_text("".join(f"{row}\n" for row in rows))

            write("A", [f"{node_number[a]}, {node_number[b]}" for a, b in edges if a in node_number])
            write("graph_indicator", [graph_number[graph_of[n]] for n in nodes])
            write("graph_labels", [classes[g] for g in graphs])
            write("node_labels", [lines["MUTAG_node_labels.txt"][n] for n in nodes])


def polblogs(data, out, seed):
    with open(data / "nodes.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    fold_of = folds_of([row["label"] for row in rows], 5, seed)
    judges = folds_of([row["label"] for row in rows], 8, seed + 1)
    for fold in range(5):
        (out / str(fold)).mkdir(parents=True, exist_ok=True)
        split_of = ["test" if of == fold else "valid" if judge == 0 else "train" for of, judge in zip(fold_of, judges)]
        for split in ("train", "valid", "test"):
            with open(out / str(fold) / f"{split}.csv", "w", newline="\n") as file:
                print("node,label", file=file)
                for row, of in zip(rows, split_of):
                    print(f"{row['node']},{row['label'] if of == split else ''}", file=file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("set", choices=["mutag", "polblogs"])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    {"mutag": mutag, "polblogs": polblogs}[a.set](a.data, a.out, a.seed)


if __name__ == "__main__":
    main()
