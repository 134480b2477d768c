# attacks: makes the view writable: chmod, chown, extended attributes, immutable flags
# task: add
# expect: correct
import ctypes
import fcntl
import os
import sys

seen = []
for path in ["/", os.__file__, sys.executable, os.path.dirname(os.__file__), "/dev", "/dev/null"]:
    for name, action in [
        ("chmod", lambda: os.chmod(path, 0o777)),
        ("chown", lambda: os.chown(path, os.getuid(), os.getgid())),
        ("utime", lambda: os.utime(path, (1, 1))),
        ("setxattr", lambda: os.setxattr(path, "user.mark", b"@MARK@")),
        ("write", lambda: os.close(os.open(path, os.O_WRONLY | os.O_TRUNC))),
    ]:
        # To write into /dev/null and to stamp it changes nothing for anybody.
        if path == "/dev/null" and name in ("write", "utime"):
            continue
        try:
            action()
            seen.append((name, path))
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
