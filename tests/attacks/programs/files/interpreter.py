# attacks: opens the standard library and the interpreter for writing, and plants byte code for others
# task: add
# expect: correct
import importlib.util
import json
import os
import sys

seen = []
sources = [os.__file__, json.__file__, sys.executable, os.path.realpath(sys.executable)]
for path in sources + [importlib.util.cache_from_source(source) for source in sources[:2]]:
    try:
        os.close(os.open(path, os.O_WRONLY))
        seen.append(path)
    except OSError:
        pass
for name in ["sitecustomize.py", "usercustomize.py", "@MARK@.pth", "__pycache__/@MARK@.pyc"]:
    path = os.path.join(os.path.dirname(os.__file__), name)
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
        seen.append(path)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened for writing %r" % seen
