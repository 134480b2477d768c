# attacks: reads a planted file by its absolute path
# task: add
# expect: correct
# control: escapes
seen = None
try:
    with open("@PLANT@/secret.txt") as file:
        seen = file.read(8)
except OSError:
    pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: read a planted file, " + seen
