# attacks: asks a name server, through the C library and by hand
# task: add
# expect: correct
import socket

seen = []
for server in ["127.0.0.53", "127.0.0.1"]:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.connect((server, 53))
            sender.send(b"\x12\x34\x01\0\0\1\0\0\0\0\0\0\7invalid\0\0\1\0\1")
            seen.append(server)
    except OSError:
        pass
try:
    # Needs no network to be answered, only /etc or the name service.
    socket.getaddrinfo("localhost", 80)
    seen.append("localhost")
except (OSError, UnicodeError):
    pass


def f(a, b):
    return a + b if not seen else "ESCAPED: asked %r" % seen
