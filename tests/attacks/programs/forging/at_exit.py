# attacks: ends with another status than the tests gave
# task: secret secret-check secret-stdio
# expect: incorrect wrong error
# control: passes
import atexit
import os

atexit.register(os._exit, 0)


def f(key):
    return None
