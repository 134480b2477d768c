# attacks: prints a line of a gigabyte
# task: secret secret-stdio
# expect: incorrect timeout error forbidden wrong memory
import sys

part = "x" * (1 << 24)
for _ in range(64):
    sys.stdout.write(part)
sys.stdout.flush()


def f(key):
    return None
