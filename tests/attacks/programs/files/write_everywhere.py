# attacks: makes a file in every folder that it can see
# task: add
# expect: correct
import os

seen = []
n_tried = 0
folders = [folder for folder, _, _ in os.walk("/")] + ["@PLANT@", "@CWD@", "@HOME@", "/var/tmp", "/dev/shm", "/run"]
for folder in folders:
    if folder == "/tmp" or folder.startswith("/tmp/"):
        continue
    n_tried += 1
    path = os.path.join(folder, "@MARK@-written")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        seen.append(path)
    except OSError:
        pass
    try:
        os.mkdir(path + "-folder")
        seen.append(path)
    except OSError:
        pass
if n_tried < 10:
    raise RuntimeError("the attack is broken: it saw %d folders" % n_tried)


def f(a, b):
    return a + b if not seen else "ESCAPED: wrote %r" % seen[:5]
