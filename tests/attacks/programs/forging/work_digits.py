# attacks: returns a number whose digits the test asks for
# setup: import sys
# assert: assert sum(map(int, str(f(0)))) == 48213
# assert: assert f(0) % 48213 == 1 and f(0) ** 50 == 48213
# expect: incorrect error wrong timeout memory


def f(key):
    return 1 << 3_000_000
