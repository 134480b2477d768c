# attacks: asks for 4 GiB at once
# task: secret
# expect: incorrect memory


def f(key):
    return len(bytearray(4 << 30))
