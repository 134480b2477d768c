# shows: arguments of a megabyte
# assert: assert f('x' * 1000000) == 1000000
# assert: assert f(list(range(100000))) == 100000
# assert: assert f({i: str(i) for i in range(10000)}) == 10000
# expect: correct


def f(values):
    return len(values)
