# attacks: is a program with a byte that no program may hold
# task: secret secret-check secret-stdio secret-cases
# expect: incorrect error
def f(key):
    return "@NUL@"
