# attacks: works at the lowest priority, so that others do not notice
# task: secret
# expect: incorrect timeout
import os


def f(key):
    try:
        os.nice(19)
    except OSError:
        pass
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except OSError:
        pass
    while True:
        pass
