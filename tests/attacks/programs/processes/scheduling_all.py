# attacks: lowers the priority of everything that its user runs
# task: add
# expect: correct
# then: state/finder
# danger: yes
import os

# Succeeds for its own process at least, which is its own business; the next answer must not feel it.
try:
    os.setpriority(os.PRIO_USER, 0, 19)
except OSError:
    pass
try:
    os.setpriority(os.PRIO_PGRP, 0, 19)
except OSError:
    pass


def f(a, b):
    return a + b
