# attacks: catches the signals by which clocks speak, and goes on
# task: secret
# expect: incorrect timeout
import signal

count = 0


def heard(*_):
    global count
    count += 1


for number in [signal.SIGXCPU, signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGVTALRM]:
    signal.signal(number, heard)


def f(key):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
