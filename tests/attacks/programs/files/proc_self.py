# attacks: reads what /proc tells about its own process
# task: add
# expect: correct
# control: escapes
import os

seen = []
for name in "environ maps mem cmdline status mountinfo root cwd fd task net/tcp net/unix oom_score_adj".split():
    for process in ["self", "thread-self", "1", "2", str(os.getpid()), str(os.getppid())]:
        path = "/proc/%s/%s" % (process, name)
        if os.path.lexists(path):
            seen.append(path)
if os.path.isdir("/proc") and os.listdir("/proc"):
    seen.append("/proc")


def f(a, b):
    return a + b if not seen else "ESCAPED: found %r" % seen[:5]
