# attacks: waits for others to connect
# task: add
# expect: correct
import socket

seen = []
for family, address in [
    (socket.AF_INET, ("127.0.0.1", 0)),
    (socket.AF_INET, ("0.0.0.0", 0)),
    (socket.AF_UNIX, "\0@MARK@-listen"),
    (socket.AF_UNIX, "/tmp/@MARK@-listen"),
]:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.bind(address)
            listener.listen(1)
            seen.append(address)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: listens at %r" % seen
