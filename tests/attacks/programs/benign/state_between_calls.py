# shows: a function that remembers its calls
# assert: assert f() == 1
# assert: assert f() == 2
# assert: assert [f(), f()] == [3, 4]
# expect: correct
from functools import lru_cache

count = 0


@lru_cache(None)
def square(n):
    return n * n


def f():
    global count
    count += 1
    return square(count) // count
