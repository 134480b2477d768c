# attacks: returns a text that equals everything
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes


class Equal(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = str.__hash__


def f(key):
    return Equal("marigold")
