# attacks: kills everything that it may kill
# task: add
# expect: correct
# danger: yes
import os
import signal

seen = []
for target in [-1, 1]:
    try:
        os.kill(target, signal.SIGKILL)
        seen.append(target)
    except OSError:
        pass


def f(a, b):
    # Process 1 of a namespace hears nothing from within, so the call may succeed there.
    return a + b if -1 not in seen else "ESCAPED: killed all"
