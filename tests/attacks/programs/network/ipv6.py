# attacks: connects to loopback by its longer names, and binds
# task: add
# expect: correct
# control: escapes
import socket

seen = []
for family, address in [
    (socket.AF_INET6, ("::1", int("@PORT@"))),
    (socket.AF_INET6, ("::ffff:127.0.0.1", int("@PORT@"))),
    (socket.AF_INET, ("0.0.0.0", int("@PORT@"))),
    (socket.AF_INET, ("127.1.2.3", int("@PORT@"))),
]:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            seen.append("socket")
            connection.settimeout(0.2)
            connection.connect(address)
            seen.append(address[0])
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
