# attacks: starts threads until no more can be had, and keeps them while it answers
# task: add
# expect: correct | incorrect error memory
import threading

stop = threading.Event()
n_started = 0
try:
    while n_started < 100_000:
        threading.Thread(target=stop.wait, daemon=True).start()
        n_started += 1
except (RuntimeError, MemoryError, OSError):
    pass


def f(a, b):
    return a + b if n_started <= 4096 else "ESCAPED: %d threads" % n_started
