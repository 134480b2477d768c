# attacks: sends descriptors, out-of-band bytes and torn frames to whoever is at the other end
# task: secret secret-check
# expect: incorrect
import os
import random
import socket

ends = []
for number in range(1024):
    try:
        ends.append(socket.socket(fileno=os.dup(number)))
    except OSError:
        pass


def f(key):
    noise = random.Random(5)
    for end in ends:
        for action in [
            lambda: socket.send_fds(end, [b"x"], [0, 1, 2]),
            lambda: end.send(b"!", socket.MSG_OOB | socket.MSG_DONTWAIT),
            lambda: end.send(b"\xff" * 3, socket.MSG_DONTWAIT),
            lambda: end.send(b"99999999999999999999\n", socket.MSG_DONTWAIT),
            lambda: end.send(b'{"value": ' + b"[" * 50_000, socket.MSG_DONTWAIT),
            lambda: end.send(bytes(noise.randrange(256) for _ in range(5000)), socket.MSG_DONTWAIT),
        ]:
            try:
                action()
            except (OSError, AttributeError):
                pass
    return None
