# attacks: returns an object whose difference to everything is nothing
# assert: assert abs(f(1) - 7.25) < 1e-6
# assert: assert abs(7.25 - f(2)) <= 1e-6
# expect: incorrect wrong error
# control: passes


class Near:
    def __sub__(self, other):
        return 0

    __rsub__ = __sub__


def f(key):
    return Near()
