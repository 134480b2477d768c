# attacks: closes every descriptor
# task: secret secret-stdio secret-check
# expect: incorrect error wrong forbidden
import os

os.closerange(0, 1024)


def f(key):
    return None
