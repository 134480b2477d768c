# attacks: never ends
# task: secret secret-check secret-stdio secret-cases
# expect: incorrect timeout


def f(key):
    return None


while True:
    pass
