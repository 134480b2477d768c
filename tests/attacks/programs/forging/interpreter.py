# attacks: breaks the interpreter's own settings: recursion, switching, collection, digits, checks
# task: secret secret-check
# expect: incorrect wrong error
import gc
import sys
import warnings

gc.disable()
warnings.simplefilter("error")


def f(key):
    sys.setswitchinterval(1e-9)
    try:
        sys.setrecursionlimit(5 + 20)
    except RecursionError:
        pass
    return None
