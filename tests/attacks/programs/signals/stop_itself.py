# attacks: stops instead of ending, so that nobody hears of its end
# task: secret
# expect: incorrect timeout error forbidden wrong
import os
import signal


def f(key):
    try:
        os.kill(os.getpid(), signal.SIGSTOP)
    except OSError:
        signal.raise_signal(signal.SIGSTOP)
    return None
