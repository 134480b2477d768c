# attacks: opens files until no more can be opened, and keeps them open
# task: add
# expect: correct | incorrect error
kept = []
try:
    while len(kept) < 100_000:
        kept.append(open("/dev/null"))
except OSError:
    pass


def f(a, b):
    return a + b if len(kept) <= 4096 else "ESCAPED: opened %d files" % len(kept)
