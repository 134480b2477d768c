# shows: reading bytes, and descriptor 0 itself
# stdio: "2 3\n" "5\n"
# stdio: "20 22\n" "42\n"
# expect: correct
import os
import sys

data = sys.stdin.buffer.read() or os.read(0, 100)
sys.stdout.buffer.write(b"%d\n" % sum(map(int, data.split())))
sys.stdout.buffer.flush()
