# attacks: puts something else in the place of /tmp, or takes it away
# task: add
# expect: correct
# then: state/finder
import os

seen = []
for name, action in [
    ("rmdir", lambda: os.rmdir("/tmp")),
    ("rename", lambda: os.rename("/tmp", "/tmp2")),
    ("replace", lambda: os.symlink("/", "/tmp")),
    ("chroot", lambda: os.chroot("/tmp")),
]:
    try:
        action()
        seen.append(name)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
