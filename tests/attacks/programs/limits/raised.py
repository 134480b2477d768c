# attacks: raises the limit of its processor time, and turns to ticks that clocks may miss
# task: secret
# expect: incorrect timeout
import resource

for soft in [resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_CPU)[1]]:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    except (OSError, ValueError):
        pass


def f(key):
    import os

    while True:
        os.sched_yield()
