# attacks: connects to a socket that lies in no folder
# task: add
# expect: correct
# control: escapes
import socket

seen = None
try:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect("\0@ABSTRACT@")
        seen = "connected"
        connection.sendall(b"@MARK@")
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
