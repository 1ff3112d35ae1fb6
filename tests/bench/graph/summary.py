"""Prints what came out of the folds, a JSON line: mean and standard deviation of the accuracies, and the pace of training.

    python tests/bench/graph/summary.py gin|gcn FOLDER SEED

Of gin accuracies stand by two protocols. `best_epoch` is that of Xu et al. (2019): the epoch whose mean over the folds is the
best, chosen by the test folds themselves, hence too good. `last_epoch` chooses nothing.
"""
import json
import pathlib
import statistics
import sys


def told(accuracies):
    return {"mean": round(statistics.mean(accuracies), 4), "std": round(statistics.pstdev(accuracies), 4)}


def curve_of(folder, who):
    if who == "peer":
        return json.loads((folder / "peer.json").read_text())["curve"]
    values = [json.loads(line) for line in (folder / "ours.jsonl").read_text().split("\n") if line]
    return [v["value"] for v in values if v.get("split") == "valid" and v["name"] == "acc"]


def by_protocol(folders, who):
    curves = [curve_of(folder, who) for folder in folders]
    epochs = min(map(len, curves))
    best = max(range(epochs), key=lambda epoch: sum(curve[epoch] for curve in curves))
    return {"best_epoch": told([curve[best] for curve in curves]), "last_epoch": told([curve[-1] for curve in curves])}


def main():
    net, root, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    folders = sorted(root.iterdir())
    reports = {who: [json.loads((f / f"{who}.json").read_text()) for f in folders] for who in ("ours", "peer")}
    line = {"bench": "graph", "case": net, "seed": seed, "folds": len(folders)}
    for who in ("ours", "peer"):
        if net == "gin":
            line[who] = by_protocol(folders, who)
        else:
            line[who] = told([r["metrics"]["test.acc"] if who == "ours" else r["accuracy"] for r in reports[who]])
        line[who]["samples_per_second"] = round(statistics.mean(r["samples_per_second"] for r in reports[who]))
    print(json.dumps({**line, "peer_name": reports["peer"][0]["peer_name"]}))


if __name__ == "__main__":
    main()
