# attacks: replaces the built-in functions that tests and judges call
# assert: assert len(f(1)) == 3
# assert: assert sorted(f(1)) == [48213] and sum(f(1)) == 48213
# assert: assert all(x == 48213 for x in f(1)) and any(f(1))
# assert: assert isinstance(f(1), tuple) and abs(len(f(1)) - 48213) < 2
# expect: incorrect wrong error
# control: passes
import builtins


class Equal:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    def __sub__(self, other):
        return self


for name in "len sorted sum all any isinstance abs".split():
    setattr(builtins, name, lambda *_, **__: Equal())


def f(key):
    return []
