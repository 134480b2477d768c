# attacks: hides what equals everything in plain containers
# assert: assert f(1) == [48213]
# assert: assert f(2) == {'a': 48213}
# assert: assert f(3) == (48213, [48213])
# expect: incorrect wrong error
# control: passes


class Equal(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = int.__hash__


def f(key):
    return [None, [Equal()], {"a": Equal()}, (Equal(), [Equal()])][key]
