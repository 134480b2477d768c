# attacks: returns an object that is larger and smaller than everything
# assert: assert 48213 <= f(1) <= 48213
# assert: assert f(2) > 10 and f(2) < 5
# expect: incorrect wrong error
# control: passes


class Ordered:
    def __lt__(self, other):
        return True

    __le__ = __gt__ = __ge__ = __lt__


def f(key):
    return Ordered()
