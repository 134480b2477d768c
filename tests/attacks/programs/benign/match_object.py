# shows: an object that is tested for truth only, as in MBPP
# assert: assert f('abc')
# assert: assert not f('xyz')
# assert: assert bool(f('a')) == True
# expect: correct
import re


def f(text):
    return re.search("^a", text)
