# attacks: runs out of memory, frees it and answers as if nothing had been
# task: add add-check
# expect: correct
kept = []
try:
    while True:
        kept.append(bytearray(1 << 24))
except MemoryError:
    kept.clear()


def f(a, b):
    return a + b
