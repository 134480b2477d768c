# attacks: sends a datagram to a listener on loopback
# task: add
# expect: correct
# control: escapes
import socket

seen = None
try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"@MARK@", ("127.0.0.1", int("@UDP_PORT@")))
        seen = "sent"
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
