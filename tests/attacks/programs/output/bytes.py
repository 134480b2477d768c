# attacks: prints all bytes, and no text
# task: secret secret-stdio
# expect: incorrect wrong error
import sys

for _ in range(100):
    sys.stdout.buffer.write(bytes(range(256)))
sys.stdout.flush()


def f(key):
    return bytes(range(256))
