# attacks: makes sockets of all families and kinds: raw, packet, netlink, vsock, crypto, bluetooth
# task: add
# expect: correct
import socket

seen = []
for family in range(1, 46):
    for kind in [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]:
        for protocol in [0, 1, 6, 255]:
            try:
                socket.socket(family, kind, protocol).close()
                seen.append((family, kind, protocol))
            except OSError:
                pass


def f(a, b):
    return a + b if not seen else "ESCAPED: sockets %r" % seen[:5]
