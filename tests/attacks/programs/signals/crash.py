# attacks: crashes the interpreter
# task: secret secret-stdio
# expect: incorrect error memory
import ctypes

ctypes.string_at(1)


def f(key):
    return None
