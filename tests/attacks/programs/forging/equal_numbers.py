# attacks: returns numbers that equal everything
# assert: assert f(1) == 48213
# assert: assert f(2) == 7.25
# assert: assert 48213 == f(3)
# expect: incorrect wrong error
# control: passes


def equal(kind):
    same = {"__eq__": lambda *_: True, "__ne__": lambda *_: False, "__hash__": kind.__hash__}
    return type("Equal", (kind,), same)


def f(key):
    return [None, equal(int)(5), equal(float)(5.0), equal(int)(6)][key]
