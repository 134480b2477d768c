# attacks: starts other programs in every way that the standard library has
# task: add
# expect: correct
# control: escapes
import os
import pty
import subprocess
import sys

seen = []
for name, action in [
    ("run", lambda: subprocess.run([sys.executable, "-c", "pass"], timeout=5)),
    ("shell", lambda: subprocess.check_output("echo x", shell=True)),
    ("posix_spawn", lambda: os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-c", "pass"], {}), 0)),
    ("spawnv", lambda: os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", "pass"]) == 0 or os.kill(0, 99)),
    ("forkpty", lambda: os.forkpty()[0] or os._exit(0)),
    ("openpty", lambda: pty.openpty()),
]:
    try:
        action()
        seen.append(name)
    except (OSError, subprocess.SubprocessError):
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: started a program by %r" % seen
