# attacks: links a planted file and the interpreter into /tmp, by link, linkat and rename
# task: add
# expect: correct
import os
import sys

seen = []
for source in ["@PLANT@/secret.txt", "@CWD@/secret.txt", sys.executable, os.__file__]:
    for name, move in [("link", os.link), ("rename", os.rename), ("replace", os.replace)]:
        if move is not os.link and "secret" not in source:
            continue
        try:
            move(source, "/tmp/@MARK@-hard")
            os.unlink("/tmp/@MARK@-hard")
            seen.append((name, source))
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
