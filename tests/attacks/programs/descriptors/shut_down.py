# attacks: shuts down every socket that it holds, for both sides
# task: secret secret-check
# expect: incorrect error wrong forbidden
import ctypes

libc = ctypes.CDLL(None)
for number in range(1024):
    libc.shutdown(number, 2)


def f(key):
    return None
