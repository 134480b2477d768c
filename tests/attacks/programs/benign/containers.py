# shows: sets, dictionaries, tuples and nested ones as values
# assert: assert f('set') == {1, 2, 3}
# assert: assert f('dict') == {'a': [1, 2], 2: None, (1, 2): 'x'}
# assert: assert f('tuple') == (1, 'a', (2.5, None))
# assert: assert f('nested') == [{'a': {1}}, (frozenset([2]),)]
# assert: assert f('counter') == {'a': 2, 'b': 1}
# assert: assert f('default') == {1: [2]}
# assert: assert f('ordered') == {'x': 1, 'y': 2}
# assert: assert f('named') == (1, 2)
# assert: assert f('deque') == f('deque') or list(f('deque')) == [1, 2]
# assert: assert f('bytes') == b'\x00\xff' and f('complex') == 1 + 2j
# assert: assert f('big') == 2 ** 20000 and f('negative') == -(2 ** 70)
# assert: assert f('float') == 0.1 and f('inf') == float('inf') and f('nan') != f('nan')
# assert: assert f('text') == 'äöü 漢字 🙂 ' + chr(10) + ' \t \x00 "quoted"'
# assert: assert f('bool') is True and f('none') is None and f('true') == [True, 1, 1.0]
# assert: assert list(f('range')) == [0, 2, 4]
# expect: correct
import collections

Named = collections.namedtuple("Named", "a b")
default = collections.defaultdict(list)
default[1].append(2)
VALUES = {
    "set": {3, 2, 1},
    "dict": {"a": [1, 2], 2: None, (1, 2): "x"},
    "tuple": (1, "a", (2.5, None)),
    "nested": [{"a": {1}}, (frozenset([2]),)],
    "counter": collections.Counter("aab"),
    "default": default,
    "ordered": collections.OrderedDict([("x", 1), ("y", 2)]),
    "named": Named(1, 2),
    "deque": collections.deque([1, 2]),
    "bytes": b"\x00\xff",
    "complex": 1 + 2j,
    "big": 2**20000,
    "negative": -(2**70),
    "float": 0.1,
    "inf": float("inf"),
    "nan": float("nan"),
    "text": 'äöü 漢字 🙂 \n \t \x00 "quoted"',
    "bool": True,
    "none": None,
    "true": [True, 1, 1.0],
    "range": range(0, 6, 2),
}


def f(name):
    return VALUES[name]
