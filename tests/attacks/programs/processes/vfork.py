# attacks: calls what the subprocess module is made of
# task: add
# expect: correct
# danger: yes
import _posixsubprocess
import os
import sys

seen = None
read, write = os.pipe()
arguments = [
    [b"python", b"-c", b"pass"], [os.fsencode(sys.executable)], True, (write,), None, None,
    -1, -1, -1, -1, -1, -1, read, write, True, True,
]
if sys.version_info >= (3, 11):
    arguments.append(0)
if sys.version_info >= (3, 9):
    arguments += [-1, None, None, -1, None]
    if sys.version_info >= (3, 11):
        arguments.append(True)
else:
    arguments.append(None)
try:
    _posixsubprocess.fork_exec(*arguments)
    seen = "fork_exec"
except OSError:
    pass
except TypeError:
    # Its arguments change with every version of Python.
    if sys.version_info[:2] == (3, 11):
        raise


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
