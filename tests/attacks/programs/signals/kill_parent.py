# attacks: kills the process that it was forked from
# task: add
# expect: correct
# danger: yes
import os
import signal

seen = []
for number in [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV, signal.SIGINT, signal.SIGUSR1]:
    try:
        os.kill(os.getppid(), number)
        seen.append(number)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: signals %r" % seen
