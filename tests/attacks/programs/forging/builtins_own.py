# attacks: defines what tests call, under the names of built-in functions
# assert: assert len(f(1)) == 3
# assert: assert sorted(f(1)) == [1, 2, 48213]
# assert: assert sum(f(1)) == 48216 and set(f(1)) == {1, 2, 48213}
# expect: incorrect wrong error
# control: passes


class Equal:
    def __eq__(self, other):
        return True


def len(*_):
    return Equal()


sorted = sum = set = abs = round = isinstance = len


def f(key):
    return []
