# attacks: returns objects that cannot be shown: endless, huge, raising, ending
# task: secret secret-check secret-cases
# expect: incorrect wrong error timeout memory
import os


class Shown:
    def __init__(self, how):
        self.how = how

    def __repr__(self):
        if self.how == 0:
            os._exit(0)
        if self.how == 1:
            return repr(self)
        if self.how == 2:
            return "x" * (1 << 28)
        raise SystemExit(0)

    __str__ = __format__ = __repr__


n_made = -1


def f(key):
    global n_made
    n_made += 1
    return Shown(n_made)
