# attacks: returns an object that equals everything
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes


class Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0


def f(key):
    return Equal()
