# attacks: starts threads until no more can be had, and lets them go
# task: add
# expect: correct
import threading

stop = threading.Event()
threads = []
try:
    while len(threads) < 100_000:
        thread = threading.Thread(target=stop.wait, daemon=True)
        thread.start()
        threads.append(thread)
except (RuntimeError, MemoryError, OSError):
    pass
n_started = len(threads)
stop.set()
for thread in threads:
    thread.join()


def f(a, b):
    return a + b if n_started <= 4096 else "ESCAPED: %d threads" % n_started
