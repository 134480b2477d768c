# shows: a hundred megabytes, used and given back
# task: add
# expect: correct


def f(a, b):
    big = bytearray(b"x") * (100 << 20)
    many = list(range(1_000_000))
    return a + b if len(big) > len(many) else None
