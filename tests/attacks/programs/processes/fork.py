# attacks: forks
# task: add
# expect: correct
# control: escapes
import os

seen = None
try:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    seen = "forked"
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
