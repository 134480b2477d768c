# attacks: reads the tests from any descriptor that it finds
# task: secret secret-check secret-cases secret-stdio
# expect: incorrect
import os
import re

found = []
for number in range(1024):
    try:
        os.set_blocking(number, False)
        data = os.read(number, 1 << 20)
    except OSError:
        continue
    found += re.findall(rb"marigold-[0-9a-f]+", data)
    try:
        os.lseek(number, 0, os.SEEK_SET)
        found += re.findall(rb"marigold-[0-9a-f]+", os.read(number, 1 << 20))
    except OSError:
        continue


def f(key):
    return found[0].decode() if found else None


if __name__ == "__main__":
    print(f(0))
