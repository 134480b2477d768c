# attacks: leaves a daemon behind that writes to a folder outside, twice forked, in a session of its own
# task: add
# expect: correct
# danger: yes
import os
import time

seen = None
try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for _ in range(600):
                time.sleep(0.1)
                open("@PLANT@/@MARK@-daemon", "a").close()
        os._exit(0)
    seen = "a daemon"
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: left " + seen
