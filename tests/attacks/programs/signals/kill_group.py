# attacks: kills its process group, itself included
# task: add
# expect: correct | incorrect error forbidden
# danger: yes
import os
import signal

for action in [
    lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGKILL),
    lambda: os.killpg(1, signal.SIGKILL),
    lambda: os.kill(0, signal.SIGKILL),
]:
    try:
        action()
    except OSError:
        pass


def f(a, b):
    return a + b
