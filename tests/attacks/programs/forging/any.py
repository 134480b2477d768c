# attacks: returns what the standard library has for tests: an object equal to everything
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes
from unittest.mock import ANY


def f(key):
    return ANY
