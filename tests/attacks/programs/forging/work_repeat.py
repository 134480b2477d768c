# attacks: returns a number with which the test itself takes all memory
# assert: assert [0] * f(0) == [48213]
# expect: incorrect error wrong timeout memory


def f(key):
    return 10**10
