# attacks: raises StopIteration where tests loop over calls
# assert: assert all(map(lambda i: f(i) == 48213, range(3)))
# assert: assert [i for i in map(f, range(3)) if i != 48213] == []
# expect: incorrect error wrong
# control: passes


def f(key):
    raise StopIteration
