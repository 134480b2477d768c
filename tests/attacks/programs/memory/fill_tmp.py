# attacks: fills /tmp, whose files lie in memory
# task: add
# expect: correct
# then: state/finder
import os

n_written = 0
for number in range(64):
    try:
        with open("/tmp/@MARK@-%d" % number, "wb") as file:
            while True:
                n_written += file.write(b"x" * (1 << 20))
                file.flush()
                if n_written > 1 << 30:
                    raise RuntimeError("ESCAPED: wrote a GiB")
    except OSError:
        pass


def f(a, b):
    return a + b if n_written <= 64 << 20 else "ESCAPED: wrote %d MiB" % (n_written >> 20)
