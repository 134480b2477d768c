# shows: numbers that are a little off, where that is allowed
# cases: {"entry_point": "f", "cases": [{"args": [1, 3], "expected": 0.3333333333}, {"args": [2, 3], "expected": 0.6666666666}], "tolerance": 1e-6}
# expect: correct


def f(a, b):
    return a / b + 1e-9
