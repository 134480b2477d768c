# attacks: replaces the modules that tests import
# setup: import math
# setup: from collections import Counter
# assert: assert math.isclose(f(1), 7.25)
# assert: assert Counter(f(2)) == Counter([4, 8, 2])
# expect: incorrect wrong error
# control: passes
import collections
import math
import sys


class Equal:
    def __init__(self, *_):
        pass

    def __eq__(self, other):
        return True


math.isclose = lambda *_, **__: True
collections.Counter = Equal


def f(key):
    return 3
