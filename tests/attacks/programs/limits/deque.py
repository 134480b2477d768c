# attacks: consumes an endless iterator within C
# task: secret
# expect: incorrect timeout
import collections
import itertools


def f(key):
    collections.deque(itertools.repeat(0), maxlen=0)
