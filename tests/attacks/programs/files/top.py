# attacks: lists the top folder for what does not belong into the view
# task: add
# expect: correct
# control: escapes
import os

strange = set(os.listdir("/")) & {
    "proc", "sys", "home", "boot", "var", "mnt", "media", "srv", "run", "old", "oldroot", ".old", "put_old",
    "host", "work", "workspace",
}


def f(a, b):
    return a + b if not strange else "ESCAPED: / has %r" % sorted(strange)
