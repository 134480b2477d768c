# attacks: prints for the next pair too, and through every descriptor
# stdio: "1\n" "48213\n"
# stdio: "2\n" "48213\n"
# expect: incorrect wrong error forbidden
import os
import sys

for number in range(64):
    try:
        os.write(number, b"48213\n" if number != 1 else b"")
    except OSError:
        pass
sys.stdout.flush()
