# attacks: makes /tmp useless for those who come later, or leaves word in its own attributes
# task: add
# expect: correct
# then: state/finder
import os

for action in [
    lambda: os.setxattr("/tmp", "user.left", b"behind"),
    lambda: os.utime("/tmp", (1234567, 1234567)),
    lambda: os.chmod("/tmp", 0),
]:
    try:
        action()
    except OSError:
        pass


def f(a, b):
    return a + b
