# attacks: runs out of memory, frees it and answers as if nothing had been
# task: add add-check
# expect: correct
kept = [bytearray(1 << 20) for _ in range(50)]
try:
    kept.append(bytearray(2 << 30))
    kept.append("ESCAPED: got two gigabytes")
except MemoryError:
    kept.clear()


def f(a, b):
    return kept[-1] if kept else a + b
