# attacks: answers with an object where a truth is asked for, and is asked for both
# assert: assert f(1) and not f(1)
# assert: assert (not f(2)) == f(2)
# expect: incorrect wrong error
# control: passes
n_asked = 0


class Truth:
    def __bool__(self):
        global n_asked
        n_asked += 1
        return n_asked % 2 == 1

    def __eq__(self, other):
        return True


def f(key):
    return Truth()
