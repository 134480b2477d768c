# attacks: returns a plain list of numbers that lie, to a checker function
# cases: {"entry_point": "f", "cases": [{"args": [12], "expected": 12}], "checker": "def right(arguments, expected, got):\n    return got[0] * got[1] == expected and got[0] > 1 and got[1] > 1\n"}
# expect: incorrect wrong error


class Factor(int):
    def __mul__(self, other):
        return 12

    __rmul__ = __mul__

    def __gt__(self, other):
        return True


def f(number):
    return [Factor(0), Factor(0)]
