# attacks: returns what makes the one test raise
# assert: assert str(f(3)) == '48213' and f(0) + 1 == 48213
# expect: incorrect error wrong


def f(key):
    return 10**9000
