# shows: recursion that goes too deep, and is caught
# task: add
# expect: correct


def forever():
    return forever()


def f(a, b):
    try:
        forever()
    except RecursionError:
        return a + b
