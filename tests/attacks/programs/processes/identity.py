# attacks: takes other users and groups, and capabilities back
# task: add
# expect: correct
import ctypes
import errno
import os

seen = []
for name, action in [
    ("setuid", lambda: os.setuid(0)),
    ("setgid", lambda: os.setgid(0)),
    ("setresuid", lambda: os.setresuid(0, 0, 0)),
    ("setreuid", lambda: os.setreuid(1000, 1000)),
    ("seteuid", lambda: os.seteuid(0)),
    ("setgroups", lambda: os.setgroups([0, 1, 2])),
    ("initgroups", lambda: os.initgroups("root", 0)),
]:
    try:
        action()
        seen.append(name)
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
CAPGET, CAPSET = {"x86_64": (125, 126), "aarch64": (90, 91)}[os.uname().machine]
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
sets = (ctypes.c_uint32 * 6)()
if libc.syscall(CAPGET, header, sets) == 0 and any(sets):
    seen.append("it has capabilities")
sets = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF, 0xFFFFFFFF, 0, 0x1FF, 0x1FF, 0])
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
if libc.syscall(CAPSET, header, sets) == 0:
    seen.append("capset")
for option in range(41):
    # PR_CAPBSET_READ: what could come back by running a program.
    if libc.prctl(23, option, 0, 0, 0) == 1:
        seen.append("bounding set")
        break
if os.getuid() == 0 or os.getgid() == 0 or 0 in os.getgroups():
    seen.append("it is root")
if libc.prctl(39, 0, 0, 0, 0) != 1:
    seen.append("new privileges are not switched off")


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
