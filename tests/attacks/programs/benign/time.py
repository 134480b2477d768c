# shows: short sleeps and clocks
# task: add
# expect: correct
import datetime
import time


def f(a, b):
    began = time.perf_counter()
    time.sleep(0.02)
    assert time.perf_counter() - began >= 0.01 and datetime.datetime.now().year > 2000
    return a + b
