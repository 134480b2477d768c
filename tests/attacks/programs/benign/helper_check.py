# shows: a helper that has the name of the test's function
# task: add add-check add-cases
# expect: correct


def check(a, b):
    return isinstance(a, int) and isinstance(b, int)


def candidate(a):
    return a


def f(a, b):
    return candidate(a) + b if check(a, b) else None
