# attacks: leaves through folders that descriptors hold from before the view was made
# task: add
# expect: correct
import os
import stat

seen = []
for number in range(1024):
    try:
        kind = os.fstat(number).st_mode
    except OSError:
        continue
    if stat.S_ISDIR(kind):
        seen.append(number)
    if stat.S_ISREG(kind) and os.fstat(number).st_size:
        seen.append((number, os.fstat(number).st_size))


def f(a, b):
    return a + b if not seen else "ESCAPED: descriptors %r" % seen
