# attacks: mounts, unmounts and changes the top folder, by the old calls and the new ones
# task: add
# expect: correct
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
long = ctypes.c_long
MOUNT, UMOUNT, PIVOT, CHROOT = {"x86_64": (165, 166, 155, 161), "aarch64": (40, 39, 41, 51)}[os.uname().machine]
seen = []


def attempt(name, *arguments):
    ctypes.set_errno(0)
    ended = libc.syscall(*arguments)
    if ended >= 0:
        seen.append(name)
    elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        seen.append("%s: %s" % (name, errno.errorcode[ctypes.get_errno()]))


attempt("mount proc", long(MOUNT), b"proc", b"/tmp", b"proc", long(0), None)
attempt("mount tmpfs", long(MOUNT), b"tmpfs", b"/tmp", b"tmpfs", long(0), None)
attempt("mount bind", long(MOUNT), b"/", b"/tmp", None, long(4096), None)
attempt("remount", long(MOUNT), None, b"/", None, long(32 | 4096), None)
attempt("remount /tmp", long(MOUNT), None, b"/tmp", None, long(32), b"size=1g,nr_inodes=0")
attempt("propagation", long(MOUNT), None, b"/", None, long(1 << 20 | 16384), None)
attempt("umount", long(UMOUNT), b"/tmp", long(2))
attempt("umount /dev/null", long(UMOUNT), b"/dev/null", long(2))
attempt("pivot_root", long(PIVOT), b"/tmp", b"/tmp")
attempt("chroot", long(CHROOT), b"/tmp")
attempt("fsopen", long(430), b"tmpfs", long(0))
attempt("open_tree", long(428), long(-100), b"/", long(1))
attempt("move_mount", long(429), long(-100), b"/tmp", long(-100), b"/", long(0))
attempt("fspick", long(433), long(-100), b"/", long(0))
attributes = (ctypes.c_uint64 * 4)()
attempt("mount_setattr", long(442), long(-100), b"/", long(0), attributes, long(32))


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
