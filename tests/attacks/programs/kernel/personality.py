# attacks: asks for the memory layout of old programs: no randomness, all readable is executable
# task: add
# expect: correct
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.personality(0x0040000 | 0x0400000 | 0x0100000)
libc.personality(0xFFFFFFFF)


def f(a, b):
    return a + b
