# attacks: raises exceptions whose message exits, hangs, recurses or lies
# task: secret secret-check
# expect: incorrect error timeout wrong
import os
import sys

made = 0


class Trouble(Exception):
    def __str__(self):
        if made == 1:
            sys.exit(0)
        if made == 2:
            return str(self)
        if made == 3:
            return 5
        os._exit(0)

    __repr__ = __str__


def f(key):
    global made
    made += 1
    raise Trouble(Trouble())
