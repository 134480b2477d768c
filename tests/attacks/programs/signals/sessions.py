# attacks: moves itself and others into process groups and sessions where signals reach more
# task: add
# expect: correct
# danger: yes
import os

seen = []
parent = os.getppid()
for name, action in [
    ("join the parent's group", lambda: os.setpgid(0, os.getpgid(parent))),
    ("move the parent", lambda: os.setpgid(parent, os.getpid())),
    ("join process 1's group", lambda: os.setpgid(0, 1)),
]:
    try:
        group = os.getpgid(0)
        action()
        if os.getpgid(0) != group or name.startswith("move"):
            seen.append(name)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
