# attacks: hears of the failed test before anybody, and ends as if nothing had been
# task: secret secret-check
# expect: incorrect wrong error
# control: passes
import os
import sys
import threading

sys.excepthook = threading.excepthook = sys.unraisablehook = lambda *_: os._exit(0)


def f(key):
    return None
