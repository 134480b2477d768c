# attacks: recurses until the C stack is used up
# task: secret
# expect: incorrect error memory
import sys

sys.setrecursionlimit(10**9)


def g(depth):
    return sorted([depth], key=lambda value: g(value + 1))


def f(key):
    return g(0)
