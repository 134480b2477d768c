# attacks: reads what every user may read of a machine
# task: add
# expect: correct
# control: escapes
import os

seen = []
for path in [
    "/etc/passwd", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/machine-id",
    "/etc/os-release", "/etc/ssl", "/root", "/home", "/var", "/boot", "/opt", "/srv", "/run",
    "/sys", "/sys/class/net", "/bin/sh", "/usr/bin/env", "/usr/bin/sudo", "/mnt", "/media", "/lost+found",
]:
    try:
        if os.path.isdir(path):
            if os.listdir(path) and path != "/root" and path != "/opt" and path != "/home":
                seen.append(path)
        else:
            os.close(os.open(path, os.O_RDONLY))
            seen.append(path)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: read %r" % seen
