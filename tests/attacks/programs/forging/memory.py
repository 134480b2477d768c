# attacks: searches the bytes of the heap around its objects for the expected value
# task: secret secret-check secret-cases
# expect: incorrect wrong error memory timeout
import ctypes
import re


def f(key):
    found = set()
    starts = sorted({id(thing) & ~0xFFFFF for thing in (f, ctypes, re, [], "x" * 50, 10**50, b"y" * 600)})
    for start in starts:
        for offset in range(0, 1 << 20, 1 << 16):
            data = ctypes.string_at(start + offset, 1 << 16)
            found.update(re.findall(rb"marigold-[0-9a-f]{16}", data))
    return found.pop().decode() if found else None
