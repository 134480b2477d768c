# attacks: opens the switches of the kernel for writing
# task: add
# expect: correct
import os

seen = []
for path in [
    "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/vm/overcommit_memory",
    "/proc/sysrq-trigger", "/proc/self/oom_score_adj", "/proc/self/uid_map", "/proc/self/attr/current",
    "/sys/kernel/uevent_helper", "/sys/fs/cgroup/cgroup.procs", "/sys/kernel/mm/transparent_hugepage/enabled",
    "/sys/power/state", "/proc/kcore", "/proc/kallsyms", "/sys/kernel/debug", "/sys/fs/bpf",
]:
    for mode in [os.O_RDONLY, os.O_WRONLY]:
        try:
            os.close(os.open(path, mode))
            seen.append(path)
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened %r" % seen
