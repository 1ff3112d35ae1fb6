"""What Hugging Face's tokenizers makes of texts, for `run` to compare with.

    peer.py fields MODEL.gguf FIELDS.json     what the file holds under tokenizer.ggml.
    peer.py texts CORPUS OUT COUNT [SEED]     texts of all sorts, parted by NUL
    peer.py compare TOKENIZER.json TEXTS OURS    ids, offsets and texts again; a JSON line
    peer.py time TOKENIZER.json TEXTS         seconds, the best of five
"""
import glob
import json
import os
import random
import sys
import time

BLOCKS = [(0x20, 0x7E)] * 6 + [
    (0xA0, 0x17F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x5FF), (0x600, 0x6FF),
    (0x900, 0x97F), (0xE00, 0xE7F), (0x1100, 0x11FF), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x214F), (0x2150, 0x218F), (0x2460, 0x24FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF), (0x1D100, 0x1D7FF),
    (0x1F000, 0x1F1FF), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (1, 0x1F), (0x7F, 0x9F), (0x200B, 0x200F),
    (0xE000, 0xE0FF), (0x10000, 0x1FFFF)]
PIECES = [" ", "  ", "\n", "\r\n", "\t", "   ", "\u00a0", "\u3000", "\n\n", "'s", "'LL", "'Re", "123", "4567", "'\u017f",
          ".", "...", "<|im_start|>", "<|endoftext|>", "<|begin_of_text|>", "[MASK]", "</s>", "don't", "\u00e9",
          "e\u0301\u0327", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\u2581"]


def generated(rng):
    """A text of random pieces and random characters of random scripts."""
    text, left = "", rng.randint(1, 60)
    while left > 0:
        if rng.random() < 0.25:
            text += rng.choice(PIECES)
            left -= 1
            continue
        first, last = rng.choice(BLOCKS)
        for _ in range(rng.randint(1, 8)):
            text += chr(rng.randint(first, last))
            left -= 1
    return text.encode()


def damaged(rng):
    text = bytearray(generated(rng))
    for _ in range(rng.randint(1, 5)):
        text[rng.randrange(len(text))] = rng.randrange(1, 256)
    return bytes(text)


def write_texts(corpus, out, count, seed):
    rng = random.Random(seed)
    texts = [generated(rng) for _ in range(count // 3)] + [damaged(rng) for _ in range(count // 20)]
    texts += [bytes(rng.randrange(1, 256) for _ in range(rng.randint(1, 40))) for _ in range(count // 50)]
    sources = [open(corpus, "rb").read().split(b"\n")]
    files = sorted(glob.glob("/usr/include/*.h") + glob.glob("/usr/include/linux/*.h") +
                   glob.glob("/usr/lib/python3*/*.py"))
    rng.shuffle(files)
    code = [open(file, "rb").read() for file in files[:600]]
    texts += [file[:3000] for file in code[:count // 200]]
    sources.append(b"\n".join(code).split(b"\n"))
    for lines in sources:
        rng.shuffle(lines)
        texts += lines[:(count - len(texts)) // 2 + 1 if lines is sources[0] else count]
    texts = [text.replace(b"\0", b"") for text in texts]
    texts = [text for text in texts if text][:count]
    rng.shuffle(texts)
    with open(out, "wb") as file:
        file.write(b"\0".join(texts) + b"\0")


def read_texts(path):
    return [text.decode("utf-8", "replace") for text in open(path, "rb").read().split(b"\0")[:-1]]


def read_tokenizer(path):
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def write_fields(model, out):
    import gguf
    fields = gguf.GGUFReader(model).fields
    prefix = "tokenizer.ggml."
    with open(out, "w") as file:
        json.dump({name[len(prefix):]: field.contents() for name, field in fields.items()
                   if name.startswith(prefix)}, file)


def compare(path, texts, ours):
    tokenizer = read_tokenizer(path)
    differ = {"ids": 0, "offsets": 0, "texts": 0}
    first = {}
    count = 0
    for text, line in zip(read_texts(texts), open(ours, encoding="utf-8"), strict=True):
        mine, peer = json.loads(line), tokenizer.encode(text)
        again = tokenizer.decode(peer.ids, skip_special_tokens=False)
        offsets = [end for span in peer.offsets for end in span]
        count += 1
        for what, equal in [("ids", mine["ids"] == peer.ids), ("offsets", mine["offsets"] == offsets),
                            ("texts", mine["text"] == again)]:
            if not equal:
                differ[what] += 1
                first.setdefault(what, ascii(text))
    print(json.dumps({"bench": "tokenizer", "case": "equal", "tokenizer": os.path.basename(path), "texts": count,
                      "differ": differ, **({"first": first} if first else {})}))


def measure(path, texts):
    tokenizer = read_tokenizer(path)
    texts = read_texts(texts)
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        tokens = sum(len(tokenizer.encode(text).ids) for text in texts)
        best = min(best, time.perf_counter() - start)
    print(json.dumps({"seconds": best, "tokens": tokens}))


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "fields":
        write_fields(*arguments)
    elif what == "texts":
        write_texts(arguments[0], arguments[1], int(arguments[2]), int(arguments[3]) if arguments[3:] else 7)
    elif what == "compare":
        compare(*arguments)
    else:
        measure(*arguments)
