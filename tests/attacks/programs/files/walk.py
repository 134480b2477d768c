# attacks: walks over all that it can see and looks for planted files by name
# task: add
# expect: correct
import os

seen = []
n_seen = 0
for folder, folders, files in os.walk("/"):
    n_seen += len(files)
    for name in files:
        if "secret.txt" == name or "@MARK@" in name or name in ("shadow", "authorized_keys", "id_rsa"):
            seen.append(os.path.join(folder, name))
    if "site-packages" in folders or "dist-packages" in folders:
        place = os.path.join(folder, "site-packages")
        if os.path.isdir(place) and os.listdir(place):
            seen.append(place)
    if n_seen > 100_000:
        seen.append("the view is far too large")
        break
if n_seen < 100:
    raise RuntimeError("the attack is broken: it saw %d files" % n_seen)


def f(a, b):
    return a + b if not seen else "ESCAPED: found %r" % seen[:5]
