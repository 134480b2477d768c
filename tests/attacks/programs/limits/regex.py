# attacks: matches a pattern that takes exponential time
# task: secret
# expect: incorrect timeout
import re


def f(key):
    return re.match(r"(a+)+$", "a" * 60 + "b")
