# attacks: returns containers that equal everything
# assert: assert f('list') == [4, 8, 2]
# assert: assert f('tuple') == (4, 8, 2)
# assert: assert f('dict') == {4: 8}
# assert: assert f('set') == {4, 8}
# assert: assert f('frozenset') == frozenset([4, 8])
# assert: assert f('bytes') == b'482'
# expect: incorrect wrong error
# control: passes
import builtins


def f(name):
    same = {"__eq__": lambda *_: True, "__ne__": lambda *_: False, "__hash__": lambda _: 0}
    return type("Equal", (getattr(builtins, name),), same)()
