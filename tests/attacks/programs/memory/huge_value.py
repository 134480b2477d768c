# attacks: returns a value that fills the memory of whoever reads it
# task: secret secret-cases
# expect: incorrect error forbidden memory wrong timeout


def f(key):
    return "x" * (150 << 20)
