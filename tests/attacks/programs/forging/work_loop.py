# attacks: returns a number to which the test itself counts
# assert: assert sum(1 for _ in range(f(0))) == 48213
# expect: incorrect error wrong timeout


def f(key):
    return 10**12
