# attacks: reads a planted file in the home folder, by every name that home has
# task: add
# expect: correct
# control: escapes
import os

seen = []
names = ["@HOME@", os.path.expanduser("~"), os.environ.get("HOME", "/root"), "/root", "/home"]
for name in names:
    try:
        with open(os.path.join(name, "secret.txt")) as file:
            seen.append(name)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened secret.txt in %r" % seen
