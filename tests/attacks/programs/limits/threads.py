# attacks: lets many threads work at once, in C and without the interpreter's lock
# task: secret
# expect: incorrect timeout
import hashlib
import threading

block = b"x" * (1 << 24)


def work():
    while True:
        hashlib.sha256(block).digest()


for _ in range(8):
    threading.Thread(target=work, daemon=True).start()


def f(key):
    work()
