# attacks: maps memory without end, and takes no for an answer
# task: add
# expect: correct
import mmap

maps = []
try:
    while len(maps) < 4096:
        maps.append(mmap.mmap(-1, 1 << 24))
except (OSError, MemoryError):
    pass
n_maps = len(maps)
maps.clear()


def f(a, b):
    return a + b if n_maps < 64 else "ESCAPED: mapped %d MiB" % (n_maps * 16)
