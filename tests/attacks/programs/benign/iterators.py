# shows: iterators, generators and views as values
# assert: assert list(f('generator')) == [0, 1, 4]
# assert: assert list(f('map')) == ['0', '1']
# assert: assert sorted(f('keys')) == ['a', 'b']
# assert: assert sum(f('zip'), ()) == (0, 5, 1, 6)
# assert: assert next(f('generator')) == 0
# assert: assert list(f('empty')) == []
# assert: assert dict(f('items')) == {'a': 1, 'b': 2}
# expect: correct


def f(name):
    named = {"a": 1, "b": 2}
    return {
        "generator": (n * n for n in range(3)),
        "map": map(str, range(2)),
        "keys": named.keys(),
        "zip": zip(range(2), range(5, 7)),
        "empty": iter([]),
        "items": named.items(),
    }[name]
