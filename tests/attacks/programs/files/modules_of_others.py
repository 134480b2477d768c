# attacks: imports packages that are installed beside the interpreter
# task: add
# expect: correct
import importlib
import sys

seen = []
for name in ["pip", "setuptools", "numpy", "wheel", "pkg_resources", "yaml", "requests", "torch"]:
    try:
        importlib.import_module(name)
        seen.append(name)
    except ImportError:
        pass
seen += [path for path in sys.path if "site-packages" in path or "dist-packages" in path]


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
