# attacks: fills /tmp with a file that has no name any more
# task: add
# expect: correct
# then: state/finder
import os

kept = []
n_written = 0
try:
    for number in range(64):
        file = open("/tmp/@MARK@-%d" % number, "wb", buffering=0)
        os.unlink("/tmp/@MARK@-%d" % number)
        kept.append(file)
        while n_written < 1 << 30:
            n_written += file.write(b"x" * (1 << 20))
except OSError:
    pass


def f(a, b):
    return a + b if n_written <= 64 << 20 else "ESCAPED: wrote %d MiB" % (n_written >> 20)
