# attacks: leaves files whose names are line ends, terminal escapes and no UTF-8
# task: add
# expect: correct
# then: state/finder
import os

for name in [b"a\nb", b"\x1b[2J\x1b]0;owned\x07", b"\xff\xfe", b" ", b"-rf", b"\xe2\x80\xae" + b"txt", b"x" * 255]:
    with open(b"/tmp/" + name, "wb") as file:
        file.write(b"@MARK@")


def f(a, b):
    return a + b
