# attacks: changes what an interpreter keeps: modules, names, paths, settings, hooks
# task: add add-check
# expect: correct
# then: state/finder
import builtins
import decimal
import json
import locale
import os
import random
import sys
import time
import types

sys.modules["left_behind"] = types.ModuleType("left_behind")
builtins.left_behind = True
json.left_behind = True
json.loads = json.dumps = lambda *_, **__: True
os.environ["LEFT_BEHIND"] = "1"
os.environ["TZ"] = "LEFT0"
time.tzset()
os.putenv("PYTHONPATH", "/tmp/left")
sys.path.insert(0, "/tmp/left")
sys.setrecursionlimit(4321)
random.seed(777)
decimal.getcontext().prec = 3
sys.excepthook = lambda *_: None
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass


def f(a, b):
    return a + b
