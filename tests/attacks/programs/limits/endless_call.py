# attacks: never ends a call
# task: secret
# expect: incorrect timeout


def f(key):
    while True:
        pass
