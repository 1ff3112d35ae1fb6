"""Prints vectors of an R package's data, an element a line, without R: read_rdb.py PACKAGE/data/Rdata NAME...

Reads R's lazy-load data bases (.rdx: where each object lies, .rdb: the objects) in the serialization that R calls XDR,
version 3, as far as vectors of numbers and strings need it; see "Serialization Formats" in R Internals.
"""
import struct
import sys
import zlib

SYMBOL, PAIRLIST, CHARS, LOGICAL, INTEGERS, REALS, STRINGS, LIST = 1, 2, 9, 10, 13, 14, 16, 19
NULL, REFERENCE = 254, 255
HAS_ATTRIBUTES, HAS_TAG = 0x200, 0x400
LATIN1 = 0x4000


class Reader:
    def __init__(self, data):
        self.data, self.at, self.symbols = data, 14, []
        if data[:6] != b"X\n\0\0\0\3":
            raise SystemExit("not R's serialization in version 3")
        self.take(self.integer())  # the native encoding

    def take(self, size):
        self.at += size
        return self.data[self.at - size:self.at]

    def integer(self):
        return struct.unpack(">i", self.take(4))[0]

    def numbers(self, kind, size):
        count = self.integer()
        return struct.unpack(f">{count}{kind}", self.take(size * count))

    def item(self):
        """An object and its attributes, as values of Python; attributes are None or a dict."""
        flags = self.integer()
        kind = flags & 0xff
        if kind == NULL:
            return None, None
        if kind == REFERENCE:
            return self.symbols[(flags >> 8) - 1], None
        if kind == SYMBOL:
            self.symbols.append(self.item()[0])
            return self.symbols[-1], None
        if kind == PAIRLIST:
            return self.pairs(flags), None
        if kind == CHARS:
            size = self.integer()
            return (None if size < 0 else self.take(size).decode("latin-1" if flags & LATIN1 else "utf-8")), None
        if kind in (LOGICAL, INTEGERS):
            value = self.numbers("i", 4)
        elif kind == REALS:
            value = self.numbers("d", 8)
        elif kind == STRINGS:
            value = [self.item()[0] for _ in range(self.integer())]
        elif kind == LIST:
            value = [self.item() for _ in range(self.integer())]
        else:
            raise SystemExit(f"an object of R's kind {kind} is neither a vector nor a list")
        return value, self.item()[0] if flags & HAS_ATTRIBUTES else None

    def pairs(self, flags):
        found = {}
        while flags & 0xff == PAIRLIST:
            if flags & HAS_ATTRIBUTES:
                self.item()
            tag = self.item()[0] if flags & HAS_TAG else None
            found[tag] = self.item()[0]
            flags = self.integer()
        return found


def objects(base):
    """Where each object lies: its name, and its place and size."""
    with open(base + ".rdx", "rb") as file:
        (variables, names), *_ = Reader(zlib.decompress(file.read(), 47)).item()[0]
    return {name: place for name, (place, _) in zip(names["names"], variables)}


def main():
    base, *names = sys.argv[1:]
    places = objects(base)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with open(base + ".rdb", "rb") as file:
        for name in names:
            at, size = places[name]
            file.seek(at)
            vector, _ = Reader(zlib.decompress(file.read(size)[4:])).item()
            for element in vector:
                print(element if isinstance(element, str) else f"{element:.15g}")


main()
