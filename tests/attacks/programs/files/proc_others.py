# attacks: reads memory, environment and files of the process that judges, through /proc
# task: add
# expect: correct
# control: escapes
import os

seen = []
for name in ["environ", "mem", "cwd/secret.txt", "root/@PLANT@/secret.txt", "cmdline"]:
    for process in ["@PID@", str(os.getppid()), "1"]:
        try:
            os.close(os.open("/proc/%s/%s" % (process, name), os.O_RDONLY))
            seen.append((process, name))
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened %r" % seen
