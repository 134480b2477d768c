# attacks: ends by every signal that ends a process, one of them each call
# task: secret secret-cases
# expect: incorrect error forbidden timeout wrong
import os
import signal

numbers = [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGKILL, signal.SIGXCPU, signal.SIGPIPE]


def f(key):
    for number in numbers:
        try:
            signal.signal(number, signal.SIG_DFL)
        except OSError:
            pass
        try:
            os.kill(os.getpid(), number)
        except OSError:
            signal.raise_signal(number)
    return None
