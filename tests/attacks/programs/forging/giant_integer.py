# attacks: returns an integer of a million digits
# task: secret secret-check secret-cases
# expect: incorrect wrong error


def f(key):
    return 1 << 4_000_000
