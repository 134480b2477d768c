# attacks: returns a value of very many parts, which are the same object
# task: secret
# expect: incorrect error forbidden memory wrong timeout


def f(key):
    value = [0] * 100
    for _ in range(6):
        value = [value] * 100
    return value
