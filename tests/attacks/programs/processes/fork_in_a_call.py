# attacks: forks while a test runs, and lets both answer
# task: secret
# expect: incorrect wrong error forbidden
import os


def f(key):
    try:
        child = os.fork()
    except OSError:
        return "refused"
    return "from the child" if child == 0 else "from the parent"
