"""Lets ours and the peers measure each case in turns and writes the best of each, a JSON line a case (see run)."""
import json
import pathlib
import subprocess
import sys

CASES = [(1, 32), (32, 32), (1, 128), (32, 128)]
SECONDS = 0.8


def start(*command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(process, texts, tokens):
    process.stdin.write(f"{texts} {tokens} {SECONDS}\n")
    process.stdin.flush()
    return texts / float(process.stdout.readline()) * 1000


def main():
    model, rounds, threads, graphs, program = sys.argv[1:]
    peer = [sys.executable, str(pathlib.Path(__file__).with_name("peer.py")), model, threads, graphs]
    processes = {"ours": start(program, model, threads), "onnxruntime": start(*peer)}
    ask(processes["onnxruntime"], 1, 8)  # the graph is there when the next one fuses it
    processes["onnxruntime, fused"] = start(*peer, "--fused")
    flags = next(line for line in open("/proc/cpuinfo") if line.startswith("flags")).split()
    cpu = [name for name in ("avx2", "avx512f", "avx512_bf16", "amx_tile") if name in flags]
    for texts, tokens in CASES:
        best = dict.fromkeys(processes, 0.0)
        for _ in range(int(rounds)):
            for name, process in processes.items():
                best[name] = max(best[name], ask(process, texts, tokens))
        ours = best.pop("ours")
        name = max(best, key=best.get)
        print(json.dumps({"bench": "embedding", "case": f"{texts}x{tokens}", "threads": int(threads), "cpu": cpu,
                          "ours": round(ours, 1), "peer": round(best[name], 1), "peer_name": name,
                          "unit": "texts/s", "ratio": round(ours / best[name], 3)}), flush=True)


main()
