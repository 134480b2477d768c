# shows: recursion as deep as Python lets it be by default
# task: add add-check
# expect: correct


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def f(a, b):
    return a + b if down(900) == 900 else None
