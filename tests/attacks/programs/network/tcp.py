# attacks: connects to a listener on loopback
# task: add
# expect: correct
# control: escapes
import socket

seen = None
try:
    with socket.create_connection(("127.0.0.1", int("@PORT@")), timeout=1) as connection:
        seen = "connected"
        connection.sendall(b"@MARK@")
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
