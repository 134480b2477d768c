# attacks: changes what a process hands on: mask, folder, niceness, limits, signals, processors
# task: add
# expect: correct
# then: state/finder
import os
import resource
import signal

for action in [
    lambda: os.chdir("/"),
    lambda: os.umask(0o777),
    lambda: os.nice(19),
    lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)),
    lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9)),
    lambda: os.setsid(),
]:
    try:
        action()
    except OSError:
        pass


def f(a, b):
    return a + b
