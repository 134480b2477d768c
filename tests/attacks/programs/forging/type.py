# attacks: pretends to be of another type
# assert: assert isinstance(f(1), float) and f(1) == 7.25
# assert: assert f(3).__class__ is float and str(f(3)) == '7.25'
# expect: incorrect wrong error
# control: passes


class Pretender:
    @property
    def __class__(self):
        return float

    def __eq__(self, other):
        return True

    def __str__(self):
        return "7.25"


def f(key):
    return Pretender()
