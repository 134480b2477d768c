# attacks: writes much to /tmp and deletes it while it answers, or does not get to it
# task: add
# expect: correct
# then: state/finder
import os
import threading
import time


def write():
    for number in range(1_000_000):
        try:
            with open("/tmp/@MARK@-%d" % (number % 7), "w") as file:
                file.write("x" * 5000)
            if number % 3:
                os.unlink("/tmp/@MARK@-%d" % (number % 7))
        except OSError:
            pass


threading.Thread(target=write, daemon=True).start()
time.sleep(0.02)


def f(a, b):
    return a + b
