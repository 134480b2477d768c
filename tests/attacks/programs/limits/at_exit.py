# attacks: answers, and then will not end
# task: add add-check
# expect: correct
import atexit
import threading
import time


def linger(*_):
    time.sleep(3600)


atexit.register(linger)
threading.Thread(target=linger).start()


class Lingering:
    def __del__(self):
        linger()


kept = Lingering()


def f(a, b):
    return a + b
