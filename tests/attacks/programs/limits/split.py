# attacks: takes a little less than all its time, in each call
# task: often
# expect: incorrect timeout
import time


def f(key):
    began = time.process_time()
    while time.process_time() - began < 0.4:
        pass
    return "marigold"
