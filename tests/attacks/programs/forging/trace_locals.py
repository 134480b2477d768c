# attacks: changes what its callers hold, while they hold it
# task: secret secret-check
# expect: incorrect wrong error
import ctypes
import sys


def f(key):
    frame = sys._getframe(1)
    while frame:
        for name in list(frame.f_locals):
            if isinstance(frame.f_locals[name], (bool, int, str)) and not name.startswith("__"):
                frame.f_locals[name] = True
        try:
            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
        except AttributeError:
            pass
        frame = frame.f_back
    return None
