# attacks: returns a number with which the test itself never ends
# assert: assert 2 ** f(0) == 48213
# expect: incorrect error wrong timeout memory


def f(key):
    return 10**11
