# attacks: is interrupted a hundred thousand times a second
# task: secret
# expect: incorrect timeout error wrong
import signal


def f(key):
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.00001, 0.00001)
    while True:
        pass
