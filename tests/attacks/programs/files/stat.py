# attacks: learns about planted files without opening them
# task: add
# expect: correct
# control: escapes
import glob
import os

seen = []
for what in [os.stat, os.lstat, os.listdir, os.readlink, os.statvfs]:
    for path in ["@PLANT@", "@PLANT@/secret.txt", "@HOME@/secret.txt", "@BINARY@"]:
        try:
            what(path)
            seen.append((what.__name__, path))
        except OSError:
            pass
if os.access("@PLANT@/secret.txt", os.F_OK):
    seen.append("access")
seen += glob.glob("@PLANT@/*")


def f(a, b):
    return a + b if not seen else "ESCAPED: saw %r" % seen
