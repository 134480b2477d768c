# attacks: runs a program from memory, which lies in no folder
# task: add
# expect: correct
import ctypes
import errno
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
MEMFD, EXECVEAT, SECRET = {"x86_64": (319, 322, 447), "aarch64": (279, 281, 447)}[os.uname().machine]
seen = []
for name, number in [("memfd_create", MEMFD), ("memfd_secret", SECRET)]:
    made = libc.syscall(number, b"x" if name == "memfd_create" else 0, 0)
    if made >= 0:
        seen.append(name)
empty = ctypes.c_char_p(None)
place = os.open(sys.executable, os.O_RDONLY)
# An argument list that no program could start with, so that nothing starts if it is let through.
libc.syscall(EXECVEAT, place, b"", ctypes.c_void_p(1), ctypes.c_void_p(1), 0x1000)
if ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    seen.append("execveat: " + errno.errorcode[ctypes.get_errno()])
os.close(place)


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
