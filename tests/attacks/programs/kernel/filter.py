# attacks: puts a filter of its own over system calls, which lets others decide, and lies about them
# task: add
# expect: correct | incorrect error
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
SECCOMP = {"x86_64": 317, "aarch64": 277}[os.uname().machine]
seen = []


class Program(ctypes.Structure):
    _fields_ = [("n", ctypes.c_ushort), ("code", ctypes.c_void_p)]


# Everything is told to a listener (SECCOMP_RET_USER_NOTIF), and the listener is this process.
code = (ctypes.c_uint64 * 1)(0x7FC0000000000006)
program = Program(1, ctypes.addressof(code))
ctypes.set_errno(0)
bad_flags = libc.syscall(ctypes.c_long(SECCOMP), ctypes.c_long(1), ctypes.c_long(1 << 30), ctypes.byref(program))
if bad_flags >= 0:
    seen.append("unknown flags")


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
