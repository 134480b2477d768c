# attacks: leaves keys in the kernel's rings
# task: add
# expect: correct
# then: state/finder
import ctypes
import os

libc = ctypes.CDLL(None)
ADD = {"x86_64": 248, "aarch64": 217}[os.uname().machine]
for ring in [-1, -2, -3, -4, -5]:
    libc.syscall(ADD, b"user", b"@MARK@", b"left", 4, ring)


def f(a, b):
    return a + b
