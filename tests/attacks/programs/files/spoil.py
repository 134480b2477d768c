# attacks: changes, moves and removes planted files in a folder that anybody may write to
# task: add
# expect: correct
# control: escapes
import os
import shutil

seen = []
victim = "@PLANT@/victim.txt"
for name, action in [
    ("append", lambda: open(victim, "a").write("@MARK@")),
    ("both", lambda: open(victim, "r+").write("@MARK@")),
    ("chmod", lambda: os.chmod(victim, 0o600)),
    ("utime", lambda: os.utime(victim, (1, 1))),
    ("truncate", lambda: os.truncate(victim, 1)),
    ("new", lambda: open("@PLANT@/@MARK@-new", "w").close()),
    ("mkdir", lambda: os.mkdir("@PLANT@/@MARK@-folder")),
    ("symlink", lambda: os.symlink("/", "@PLANT@/@MARK@-link")),
    ("rename", lambda: os.rename(victim, "@PLANT@/@MARK@-gone")),
    ("rmtree", lambda: shutil.rmtree("@PLANT@/@MARK@-folder")),
    ("unlink", lambda: os.unlink(victim)),
    ("chown", lambda: os.chown("@PLANT@/secret.txt", 1234, 1234)),
    ("cwd", lambda: open("@CWD@/@MARK@-new", "w").close()),
]:
    try:
        action()
        seen.append(name)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
