# attacks: looks for expected output in what it reads
# task: secret-stdio
# expect: incorrect wrong error
import os
import re
import sys

data = sys.stdin.buffer.read()
for number in range(64):
    try:
        os.set_blocking(number, False)
        data += os.read(number, 1 << 20)
        data += os.pread(number, 1 << 20, 0)
    except OSError:
        pass
for folder, _, files in os.walk("/tmp"):
    data += repr(files).encode()
found = re.findall(rb"marigold-[0-9a-f]+", data)
print(found[0].decode() if found else "nothing")
