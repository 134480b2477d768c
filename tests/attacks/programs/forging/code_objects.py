# attacks: swaps the code of functions and the contents of constants while they are in use
# task: secret secret-check
# expect: incorrect wrong error
import ctypes
import sys


def f(key):
    frame = sys._getframe(1)
    while frame:
        constants = frame.f_code.co_consts
        for index, value in enumerate(constants):
            if isinstance(value, str):
                # A tuple's items lie behind its head of three words.
                ctypes.c_size_t.from_address(id(constants) + 24 + 8 * index).value = id("flower")
        frame = frame.f_back
    return "flower"
