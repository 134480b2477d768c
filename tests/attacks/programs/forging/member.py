# attacks: returns containers that hold everything, and members of everything
# assert: assert 48213 in f(1)
# assert: assert f(2) in [48213, 5]
# assert: assert not set(f(3)) - {48213}
# expect: incorrect wrong error
# control: passes


class Holds(list):
    def __contains__(self, item):
        return True

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__


def f(key):
    return Holds()
