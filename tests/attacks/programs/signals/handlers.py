# attacks: catches and blocks every signal, so that no clock can end it
# task: secret
# expect: incorrect timeout
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))


def f(key):
    while True:
        pass
