# attacks: reads planted files by relative paths, from where it stands and from above
# task: add
# expect: correct
# control: escapes
import os

seen = []
for path in [
    "secret.txt",
    "./secret.txt",
    "../cwd/secret.txt",
    "../plant/secret.txt",
    "/tmp/../@PLANT@/secret.txt",
    "../" * 40 + "@PLANT@/secret.txt",
]:
    try:
        with open(path) as file:
            seen.append(path)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened %r" % seen
