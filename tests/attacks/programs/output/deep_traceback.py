# attacks: raises with a chain of a hundred thousand causes
# task: secret
# expect: incorrect error memory timeout


def f(key):
    error = ValueError("0")
    for number in range(100_000):
        cause, error = error, ValueError(str(number))
        error.__cause__ = error.__context__ = cause
    raise error
