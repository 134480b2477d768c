# attacks: makes files that seem to be larger than any disk
# task: add
# expect: correct
import os

for size in [1 << 40, 1 << 62]:
    try:
        with open("/tmp/@MARK@-sparse", "wb") as file:
            file.truncate(size)
            file.seek(size - 1)
            file.write(b"x")
    except OSError:
        pass
try:
    file = os.open("/tmp/@MARK@-sparse", os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(file, 0, 1 << 40)
    seen = "a file of a terabyte"
except OSError:
    seen = None
os.unlink("/tmp/@MARK@-sparse")


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
