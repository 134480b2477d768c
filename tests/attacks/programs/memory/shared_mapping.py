# attacks: writes to shared mappings, which limits of memory do not count everywhere
# task: add
# expect: correct
# then: state/finder
import mmap

maps = []
try:
    while len(maps) < 128:
        shared = mmap.mmap(-1, 1 << 24, flags=mmap.MAP_SHARED)
        shared.write(b"x" * (1 << 24))
        maps.append(shared)
except (OSError, MemoryError):
    pass
n_maps = len(maps)
maps.clear()


def f(a, b):
    return a + b if n_maps < 64 else "ESCAPED: mapped and wrote %d MiB" % (n_maps * 16)
