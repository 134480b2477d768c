# attacks: takes all built-in names away
# task: secret secret-check
# expect: incorrect wrong error
import builtins


def f(key):
    builtins.__dict__.clear()
    return None
