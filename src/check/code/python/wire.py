# Values in a strict encoding, and frames. Used on both sides.
#
# Knows: how plain values are written as JSON with tags, and their bounds.
# Must never know: tests, programs. Decoding builds values of exactly the built-in
# types (and of Decimal, Fraction, deque and dates), or handles; never anything else.
import json
import os
import sys
from collections import deque
from itertools import islice

MOST_DEPTH = 256
MOST_ITEMS = 4_000_000
MOST_READ = 1_000_000
WORD = 1 << 63
NO_VALUE = "a message of the program's own making"

SCALARS = frozenset([type(None), bool, str, float])
FLAT = SCALARS | {int}
TYPES = (bool, bytes, complex, dict, float, frozenset, int, list, object, range, set, str, tuple)
TYPES_BY_NAME = {kind.__name__: kind for kind in TYPES + (type(None),)}

to_text = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
from_text = json.JSONDecoder().decode


class WireError(Exception):
    """A value that cannot be sent, or a message that is none."""


class Encoder:
    """Writes one value; `handle(value)` numbers what is not plain, or raises."""

    def __init__(self, handle):
        self.handle = handle
        self.left = MOST_ITEMS

    def encode(self, value, depth=0):
        kind = type(value)
        if kind in SCALARS:
            return value
        if kind is int:
            return value if -WORD < value < WORD else {"int": hex(value)}
        if depth >= MOST_DEPTH:
            raise WireError("a value that is nested too deeply or contains itself")
        if kind is list:
            return self.items(value, depth + 1)
        write = WRITERS.get(kind) or writer_of(kind)
        if write is not None:
            return write(self, value, depth + 1)
        return {"handle": [self.handle(value), kind.__name__]}

    def items(self, values, depth):
        self.left -= len(values)
        if self.left < 0:
            raise WireError("a value with too many elements")
        kinds = set(map(type, values))
        if kinds <= SCALARS:
            return values
        if kinds <= FLAT:
            ints = values if len(kinds) == 1 else [n for n in values if type(n) is int]
            if -WORD < min(ints) and max(ints) < WORD:
                return values
        return [self.encode(value, depth) for value in values]

    def pairs(self, keys, values, depth):
        return [self.items(list(keys), depth), self.items(list(values), depth)]


def write_iterator(encoder, value, depth):
    values = list(islice(value, MOST_READ + 1))
    if len(values) > MOST_READ:
        raise WireError("an iterator of more than %d elements" % MOST_READ)
    return {"iter": encoder.items(values, depth)}


def write_deque(encoder, value, depth):
    return {"deque": [encoder.items(list(value), depth), value.maxlen]}


def write_type(encoder, value, depth):
    name = value.__name__
    if TYPES_BY_NAME.get(name) is value:
        return {"type": name}
    return {"handle": [encoder.handle(value), "type"]}


def tagged_items(tag):
    return lambda encoder, value, depth: {tag: encoder.items(list(value), depth)}


WRITERS = {
    list: lambda e, v, depth: e.items(list(list.__iter__(v)), depth),
    tuple: lambda e, v, depth: {"tuple": e.items(list(tuple.__iter__(v)), depth)},
    dict: lambda e, v, depth: {"dict": e.pairs(v.keys(), v.values(), depth)},
    set: lambda e, v, depth: {"set": e.items(list(set.__iter__(v)), depth)},
    frozenset: lambda e, v, depth: {"frozenset": e.items(list(frozenset.__iter__(v)), depth)},
    bytes: lambda e, v, depth: {"bytes": bytes.hex(v)},
    bytearray: lambda e, v, depth: {"bytearray": bytearray.hex(v)},
    complex: lambda e, v, depth: {"complex": [v.real, v.imag]},
    range: lambda e, v, depth: {"range": [e.encode(n) for n in (v.start, v.stop, v.step)]},
    type({}.keys()): tagged_items("keys"),
    type({}.values()): tagged_items("values"),
    type({}.items()): lambda e, v, depth: {
        "pairs": e.pairs([key for key, _ in v], [value for _, value in v], depth)
    },
    deque: write_deque,
    type: write_type,
    # For subclasses; the exact types never come here.
    int: lambda e, v, depth: e.encode(int.__pos__(v)),
    float: lambda e, v, depth: float.__pos__(v),
    str: lambda e, v, depth: str.__str__(v),
}
BASES = (int, float, str, list, tuple, dict, set, frozenset, bytes, bytearray, complex, deque)


def writer_of(kind):
    # A subclass is written as its base, by the base's methods.
    for base in BASES:
        if issubclass(kind, base):
            return WRITERS[base]
    name = kind.__name__
    if kind is getattr(sys.modules.get(kind.__module__), name, None):
        write = LIBRARY_WRITERS.get((kind.__module__, name))
        if write is not None:
            return lambda e, v, depth: {name: write(v)}
    if hasattr(kind, "__next__") and hasattr(kind, "__iter__"):
        return write_iterator
    return None


LIBRARY_WRITERS = {
    ("decimal", "Decimal"): str,
    ("fractions", "Fraction"): lambda v: [hex(v.numerator), hex(v.denominator)],
    ("datetime", "date"): lambda v: [v.year, v.month, v.day],
    ("datetime", "timedelta"): lambda v: [v.days, v.seconds, v.microseconds],
    ("datetime", "datetime"): lambda v: (
        [v.year, v.month, v.day, v.hour, v.minute, v.second, v.microsecond]
    ),
}


class Decoder:
    """Reads one value; `handle(number, type)` makes what stands for one that is not plain."""

    def __init__(self, handle):
        self.handle = handle
        self.left = MOST_ITEMS

    def decode(self, node):
        try:
            return self.value(node, 0)
        except WireError:
            raise
        except (TypeError, ValueError, KeyError, IndexError, OverflowError, ArithmeticError):
            raise WireError(NO_VALUE) from None

    def value(self, node, depth):
        kind = type(node)
        if kind is list:
            return self.items(node, depth + 1)
        if kind is not dict:
            return node
        if depth >= MOST_DEPTH:
            raise WireError("a value that is nested too deeply")
        ((tag, body),) = node.items()
        return READERS[tag](self, body, depth + 1)

    def items(self, nodes, depth):
        if type(nodes) is not list or depth > MOST_DEPTH:
            raise WireError(NO_VALUE)
        self.left -= len(nodes)
        if self.left < 0:
            raise WireError("a value with too many elements")
        kinds = set(map(type, nodes))
        if list not in kinds and dict not in kinds:
            return nodes
        return [self.value(node, depth) for node in nodes]

    def pairs(self, body, depth):
        keys, values = self.items(body[0], depth), self.items(body[1], depth)
        if len(body) != 2 or len(keys) != len(values):
            raise WireError(NO_VALUE)
        return dict(zip(keys, values))


def library(module, name, make):
    def read(decoder, body, depth):
        return make(getattr(__import__(module), name), body)

    return read


def spread(kind, body):
    if not all(type(number) is int for number in body):
        raise WireError(NO_VALUE)
    return kind(*body)


READERS = {
    "int": lambda d, body, depth: int(body, 16),
    "tuple": lambda d, body, depth: tuple(d.items(body, depth)),
    "dict": lambda d, body, depth: d.pairs(body, depth),
    "set": lambda d, body, depth: set(d.items(body, depth)),
    "frozenset": lambda d, body, depth: frozenset(d.items(body, depth)),
    "iter": lambda d, body, depth: iter(d.items(body, depth)),
    "keys": lambda d, body, depth: dict.fromkeys(d.items(body, depth)).keys(),
    "values": lambda d, body, depth: dict(enumerate(d.items(body, depth))).values(),
    "pairs": lambda d, body, depth: d.pairs(body, depth).items(),
    "bytes": lambda d, body, depth: bytes.fromhex(body),
    "bytearray": lambda d, body, depth: bytearray.fromhex(body),
    "complex": lambda d, body, depth: complex(float(body[0]), float(body[1])),
    "range": lambda d, body, depth: range(*[d.value(n, depth) for n in body]),
    "deque": lambda d, body, depth: deque(d.items(body[0], depth), body[1]),
    "type": lambda d, body, depth: TYPES_BY_NAME[body],
    "handle": lambda d, body, depth: d.handle(body[0], body[1]),
    "Decimal": library("decimal", "Decimal", lambda kind, body: kind(str(body))),
    "Fraction": library("fractions", "Fraction", lambda k, b: k(int(b[0], 16), int(b[1], 16))),
    "date": library("datetime", "date", spread),
    "timedelta": library("datetime", "timedelta", spread),
    "datetime": library("datetime", "datetime", spread),
}


def send(descriptor, message):
    """Writes one frame: its length in four bytes, and JSON."""
    data = to_text(message).encode("ascii")
    data = memoryview(len(data).to_bytes(4, "little") + data)
    while data:
        data = data[os.write(descriptor, data) :]


def receive(descriptor, most_bytes):
    """Reads one frame; `None` at the end of what is sent."""
    header = read_exactly(descriptor, 4)
    if header is None:
        return None
    n_bytes = int.from_bytes(header, "little")
    if n_bytes > most_bytes:
        raise WireError("a value of more than %d bytes" % most_bytes)
    data = read_exactly(descriptor, n_bytes)
    if data is None:
        return None
    try:
        return from_text(data.decode("ascii"))
    except (ValueError, RecursionError):
        raise WireError(NO_VALUE) from None


def read_exactly(descriptor, n_bytes):
    data = bytearray()
    while len(data) < n_bytes:
        part = os.read(descriptor, min(n_bytes - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return data
