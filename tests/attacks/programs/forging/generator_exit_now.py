# attacks: ends the process while a generator that it returned is read
# assert: assert list(f(1)) == [48213]
# assert: assert next(iter(f(1))) == 48213
# expect: incorrect wrong error
# control: passes
import os


def f(key):
    yield os._exit(0)
