# attacks: changes what its process is to the kernel: name, death signal, reaping, dumps, speculation
# task: add
# expect: correct
# then: state/finder
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for option, value in [(1, 9), (4, 1), (8, 1), (15, b"init"), (29, 1), (33, 1), (36, 1), (41, 1), (3, 0)]:
    libc.prctl(option, value, 0, 0, 0)
seen = []
# PR_SET_MM, PR_SET_PTRACER for anybody.
if libc.prctl(35, 8, 4096, 0, 0) == 0:
    seen.append("PR_SET_MM")


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
