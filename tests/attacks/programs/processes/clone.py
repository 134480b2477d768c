# attacks: makes processes by the system calls themselves
# task: add
# expect: correct
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
machine = os.uname().machine
long = ctypes.c_long
SIGCHLD = 17
seen = []


def attempt(name, number, *arguments):
    ctypes.set_errno(0)
    child = libc.syscall(long(number), *arguments)
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
        seen.append(name)
    elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        seen.append("%s: %s" % (name, errno.errorcode[ctypes.get_errno()]))


clone = {"x86_64": 56, "aarch64": 220}[machine]
attempt("clone", clone, long(SIGCHLD), long(0), long(0), long(0), long(0))
# The same memory or files, but no thread of this process.
attempt("clone without a signal", clone, long(0x400), long(0), long(0), long(0), long(0))
attempt("clone parent", clone, long(0x8000 | SIGCHLD), long(0), long(0), long(0), long(0))
arguments = (ctypes.c_uint64 * 11)()
arguments[4] = SIGCHLD
attempt("clone3", 435, ctypes.byref(arguments), long(88))
if machine == "x86_64":
    attempt("fork", 57)


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
