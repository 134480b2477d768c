# shows: an honest mistake
# task: add add-check add-cases
# expect: incorrect wrong


def f(a, b):
    return a - b
