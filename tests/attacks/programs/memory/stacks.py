# attacks: asks for threads with huge stacks
# task: add
# expect: correct
import threading

n_started = 0
try:
    threading.stack_size(1 << 30)
    stop = threading.Event()
    while n_started < 64:
        threading.Thread(target=stop.wait, daemon=True).start()
        n_started += 1
except (RuntimeError, ValueError, MemoryError):
    pass
finally:
    threading.stack_size(0)


def f(a, b):
    return a + b if n_started < 4 else "ESCAPED: %d stacks of 1 GiB" % n_started
