# attacks: changes the names that a machine has
# task: add
# expect: correct
# then: state/finder
import ctypes
import socket

for action in [lambda: socket.sethostname("left-behind")]:
    try:
        action()
    except OSError:
        pass
ctypes.CDLL(None).setdomainname(b"left", 4)


def f(a, b):
    return a + b
