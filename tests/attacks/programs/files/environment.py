# attacks: looks for a planted variable in the environment, the C library's included
# task: add
# expect: correct
# control: escapes
import ctypes
import os

libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
seen = []
if any("planted" in value for value in os.environ.values()):
    seen.append("os.environ")
if libc.getenv(b"OVERTHINK_PLANTED"):
    seen.append("getenv")
if set(os.environ) - {"PYTHONHASHSEED", "PYTHONUTF8", "LC_CTYPE"}:
    seen.append("more than is needed")


def f(a, b):
    return a + b if not seen else "ESCAPED: environment, %s" % seen
