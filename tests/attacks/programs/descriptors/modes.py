# attacks: changes modes of the descriptors that it may share with others
# task: add
# expect: correct | incorrect error
# then: state/finder
import fcntl
import os

for number in range(64):
    for action in [
        lambda: os.set_blocking(number, False),
        lambda: fcntl.fcntl(number, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK | os.O_ASYNC),
        lambda: fcntl.fcntl(number, 1031, 4096),  # F_SETPIPE_SZ
        lambda: fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB),
        lambda: fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB),
    ]:
        try:
            action()
        except OSError:
            pass


def f(a, b):
    return a + b
