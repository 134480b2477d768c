# attacks: starts a shell that writes into a folder outside
# task: add
# expect: correct
# control: escapes
import ctypes
import os

ended = [os.system("echo x > @PLANT@/@MARK@-system")]
ended.append(ctypes.CDLL(None).system(b"echo x > @PLANT@/@MARK@-system"))
try:
    with os.popen("echo x") as pipe:
        if pipe.read():
            ended.append(0)
except OSError:
    pass


def f(a, b):
    return a + b if 0 not in ended else "ESCAPED: ran a shell"
