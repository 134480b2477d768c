# attacks: asks for little at a time, and writes to all of it
# task: secret secret-stdio
# expect: incorrect memory timeout
kept = []
while True:
    kept.append(bytearray(b"x") * (1 << 20))


def f(key):
    return None
