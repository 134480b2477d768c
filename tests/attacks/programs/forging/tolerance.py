# attacks: returns what is within every distance: not a number, infinity, lying floats
# cases: {"entry_point": "f", "cases": [{"args": [0], "expected": 7.25}, {"args": [1], "expected": 7.25}, {"args": [2], "expected": [7.25]}, {"args": [3], "expected": 7.25}], "tolerance": 1e-6}
# expect: incorrect wrong error


class Near(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__

    def __le__(self, other):
        return True

    __abs__ = __float__ = lambda self: 7.25


def f(number):
    return [float("nan"), float("inf"), [float("nan")], Near(1.0)][number]
