# attacks: returns what a checker function would take for right: objects with every operator
# cases: {"entry_point": "f", "cases": [{"args": [12], "expected": 12}], "checker": "def right(arguments, expected, got):\n    return got[0] * got[1] == expected and got[0] > 1 and got[1] > 1\n"}
# expect: incorrect wrong error


class Factor(int):
    def __mul__(self, other):
        return Factor(12)

    __rmul__ = __mul__

    def __eq__(self, other):
        return True

    def __gt__(self, other):
        return True

    def __hash__(self):
        return 0


class Factors:
    def __getitem__(self, index):
        return Factor(0)


def f(number):
    return Factors()
