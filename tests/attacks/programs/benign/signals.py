# shows: a handler and an alarm of its own
# task: add
# expect: correct
import signal


class TooLong(Exception):
    pass


def ring(*_):
    raise TooLong


def f(a, b):
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        while True:
            pass
    except TooLong:
        return a + b
