# attacks: locks memory and makes it shared by name
# task: add
# expect: correct
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
seen = []
try:
    from multiprocessing import shared_memory

    block = shared_memory.SharedMemory(create=True, size=1 << 20, name="@MARK@")
    block.close()
    block.unlink()
    seen.append("shared memory")
except (OSError, ImportError):
    pass
try:
    import _multiprocessing

    _multiprocessing.SemLock(0, 1, 1, "/@MARK@", False)
    seen.append("a named semaphore")
except (OSError, ImportError):
    pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
