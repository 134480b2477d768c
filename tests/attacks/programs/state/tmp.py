# attacks: leaves files, folders, links, sockets and pipes in /tmp
# task: add
# expect: correct
# control: leaves
# then: state/finder
import os
import socket

os.makedirs("/tmp/@MARK@/a/b/c", exist_ok=True)
os.symlink("/", "/tmp/@MARK@/link")
with open("/tmp/@MARK@/a/file", "w") as file:
    file.write("left behind")
try:
    os.mkfifo("/tmp/@MARK@/fifo")
except OSError:
    pass
for name in ["json.py", "random.py", "sitecustomize.py", "answer.py", ".hidden"]:
    with open("/tmp/" + "@MARK@-" + name, "w") as file:
        file.write("raise SystemExit(0)")


def f(a, b):
    return a + b
