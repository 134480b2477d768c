# attacks: returns values nested more deeply than anybody can read
# task: secret secret-check secret-cases
# expect: incorrect wrong error memory


def f(key):
    value = []
    for _ in range(200_000):
        value = [value]
    return value
