# attacks: looks for what the answer before it left behind
# task: add
# expect: correct
import ctypes
import os
import resource
import signal
import sys
import time

found = []


def finds(name, truth):
    if truth:
        found.append(name)


finds("files in /tmp: %d" % len(os.listdir("/tmp")), os.listdir("/tmp"))
finds("the mode of /tmp", os.stat("/tmp").st_mode & 0o700 != 0o700)
finds("the time of /tmp", int(os.stat("/tmp").st_mtime) == 1234567)
try:
    finds("attributes of /tmp", os.listxattr("/tmp"))
except OSError:
    pass
try:
    with open("/tmp/@MARK@-probe", "w") as file:
        file.write("x")
    os.unlink("/tmp/@MARK@-probe")
except OSError as error:
    finds("/tmp cannot be written to: %s" % error, True)
space = os.statvfs("/tmp")
finds("/tmp is half full", space.f_bavail * 2 < space.f_blocks or space.f_favail * 2 < space.f_files)
finds("a module", "left_behind" in sys.modules)
finds("a built-in name", "left_behind" in dir(__builtins__) or hasattr(__import__("builtins"), "left_behind"))
finds("a module's attribute", hasattr(__import__("json"), "left_behind"))
finds("a variable", "LEFT_BEHIND" in os.environ)
finds("a folder in the path", any("left" in path for path in sys.path))
mask = os.umask(0o22)
finds("the mask of modes", mask == 0o777)
try:
    finds("niceness", os.getpriority(os.PRIO_PROCESS, 0) >= 19)
except OSError:
    pass
finds("the scheduler", os.sched_getscheduler(0) not in (os.SCHED_OTHER, os.SCHED_BATCH))
finds("the processors", os.cpu_count() > 1 and len(os.sched_getaffinity(0)) == 1 and os.cpu_count() > 1)
finds("signals that are held back", signal.pthread_sigmask(signal.SIG_BLOCK, []))
finds("signals that are ignored", signal.getsignal(signal.SIGTERM) == signal.SIG_IGN)
finds("the zone of time", time.tzname[0] == "LEFT")
finds("the limit of recursion", sys.getrecursionlimit() == 4321)
finds("the folder", os.getcwd() == "/")
finds("the limit of files", resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 10)
finds("the root of random numbers", __import__("random").random() == __import__("random").Random(777).random())
finds("decimal digits", __import__("decimal").getcontext().prec == 3)
finds("hooks", sys.excepthook is not sys.__excepthook__ or sys.gettrace() or sys.getprofile())
finds("the host's name", os.uname().nodename.startswith("left"))
for number in range(3):
    try:
        finds("descriptor %d does not wait" % number, not os.get_blocking(number))
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
key = int("@IPC_KEY@")
finds("shared memory", libc.shmget(key, 4096, 0) >= 0)
finds("semaphores", libc.semget(key, 1, 0) >= 0)
finds("a queue", libc.msgget(key, 0) >= 0)
KEY_SEARCH, REQUEST = 10, {"x86_64": (250, 249), "aarch64": (219, 218)}[os.uname().machine]
for ring in [-1, -2, -3, -4, -5]:
    finds("a key", libc.syscall(REQUEST[0], KEY_SEARCH, ring, b"user", b"@MARK@", 0) > 0)
# Its own process, and those that judge, are all that there is.
alive = []
for number in range(2, 400):
    if number in (os.getpid(), os.getppid()):
        continue
    try:
        os.kill(number, 0)
        alive.append(number)
    except OSError:
        pass
finds("processes %r" % alive[:5], len(alive) > 4)


def f(a, b):
    return a + b if not found else "ESCAPED: found %s" % ", ".join(found)
