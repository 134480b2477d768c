# attacks: waits for ever on a pipe with a name
# task: secret
# expect: incorrect timeout error forbidden
import os

os.mkfifo("/tmp/@MARK@-fifo")
with open("/tmp/@MARK@-fifo") as file:
    file.read()


def f(key):
    return None
