# attacks: makes files without content until no more can be made
# task: add
# expect: correct
# then: state/finder
import os

n_made = 0
try:
    while n_made < 100_000:
        os.close(os.open("/tmp/@MARK@-%d" % n_made, os.O_CREAT | os.O_WRONLY))
        n_made += 1
except OSError:
    pass


def f(a, b):
    return a + b if n_made <= 4096 else "ESCAPED: made %d files" % n_made
