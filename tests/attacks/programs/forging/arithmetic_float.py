# attacks: returns a float whose difference to everything is nothing
# assert: assert abs(f(1) - 7.25) < 1e-6
# assert: assert round(f(2), 2) == 7.25
# expect: incorrect wrong error
# control: passes


class Near(float):
    def __sub__(self, other):
        return 0.0

    def __rsub__(self, other):
        return 0.0

    def __float__(self):
        return 7.25

    def __round__(self, digits=None):
        return 7.25

    def __abs__(self):
        return 0.0


def f(key):
    return Near(3.0)
