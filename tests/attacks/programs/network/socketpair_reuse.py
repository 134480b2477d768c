# attacks: turns one half of a socket pair into a way to others: connect, bind, listen, send
# task: add
# expect: correct
import socket

seen = []
for kind in [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET]:
    try:
        left, right = socket.socketpair(socket.AF_UNIX, kind)
    except OSError:
        continue
    for name, action in [
        ("connect", lambda: left.connect("\0@ABSTRACT@")),
        ("connect to a path", lambda: left.connect("@PLANT@/socket")),
        ("sendto", lambda: left.sendto(b"@MARK@", "\0@ABSTRACT@-datagrams")),
        ("sendmsg", lambda: left.sendmsg([b"@MARK@"], [], 0, "\0@ABSTRACT@-datagrams")),
    ]:
        try:
            action()
            seen.append(name)
        except OSError:
            pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
