# attacks: shifts a one far to the left
# task: secret
# expect: incorrect memory error


def f(key):
    return 1 << (1 << 36)
