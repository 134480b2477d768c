# attacks: returns iterators without end
# task: secret secret-cases
# expect: incorrect wrong error timeout memory
import itertools


def f(key):
    return itertools.count()
