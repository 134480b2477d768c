# attacks: changes the value of small integers and of True in memory
# assert: assert f(1) == 5
# assert: assert f(2) == 7
# expect: incorrect wrong error
import ctypes
import sys


def f(key):
    # The digit of a small integer lies behind its head; every 5 of the interpreter is now a 6.
    at = 24 if sys.version_info >= (3, 8) else 24
    ctypes.c_uint32.from_address(id(5) + at).value = 6
    ctypes.c_uint32.from_address(id(7) + at).value = 6
    return 6
