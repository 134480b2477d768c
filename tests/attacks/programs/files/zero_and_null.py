# attacks: changes the few devices that are there, for all who come later
# task: add
# expect: correct
import os

seen = []
for name in ["null", "zero", "urandom"]:
    path = "/dev/" + name
    for what, action in [
        ("unlink", lambda: os.unlink(path)),
        ("rename", lambda: os.rename(path, "/dev/other")),
        ("symlink", lambda: os.symlink("/tmp", "/dev/@MARK@")),
        ("mknod", lambda: os.mknod("/dev/@MARK@")),
    ]:
        try:
            action()
            seen.append((name, what))
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: changed %r" % seen
