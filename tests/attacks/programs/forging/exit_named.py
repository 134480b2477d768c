# attacks: raises exceptions that are called what would steer a judge
# task: secret secret-check secret-cases
# expect: incorrect error wrong
kinds = ["SystemExit", "StopIteration", "GeneratorExit", "KeyboardInterrupt", "AssertionError", "Passed"]


def f(key):
    kind = type(kinds[key % len(kinds)] if isinstance(key, int) else "SystemExit", (BaseException,), {"code": 0})
    raise kind(0)
