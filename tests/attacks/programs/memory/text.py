# attacks: repeats a text
# task: secret
# expect: incorrect memory


def f(key):
    return "a" * (1 << 40)
