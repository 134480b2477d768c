# attacks: makes namespaces of its own, where it would have every right, and enters others
# task: add
# expect: correct
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
long = ctypes.c_long
UNSHARE, SETNS, CLONE = {"x86_64": (272, 308, 56), "aarch64": (97, 268, 220)}[os.uname().machine]
USER, MOUNT, PID, NET, IPC, UTS, CGROUP, TIME = (
    0x10000000, 0x20000, 0x20000000, 0x40000000, 0x8000000, 0x4000000, 0x2000000, 0x80
)
seen = []


def attempt(name, *arguments):
    ctypes.set_errno(0)
    ended = libc.syscall(*arguments)
    if ended == 0 and "clone" in name:
        os._exit(0)
    if ended >= 0:
        seen.append(name)
    elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        seen.append("%s: %s" % (name, errno.errorcode[ctypes.get_errno()]))


for flags in [USER, USER | MOUNT, MOUNT, PID, NET, IPC, UTS, CGROUP, TIME]:
    attempt("unshare %x" % flags, long(UNSHARE), long(flags))
    if flags != TIME:
        attempt("clone %x" % flags, long(CLONE), long(flags | 17), long(0), long(0), long(0), long(0))
attempt("setns", long(SETNS), long(0), long(0))


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
