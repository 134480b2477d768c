# shows: temporary files and folders
# task: add add-check
# expect: correct
# then: state/finder
import os
import tempfile


def f(a, b):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "numbers.txt")
        with open(path, "w") as file:
            file.write("%d %d" % (a, b))
        with open(path) as file:
            a, b = map(int, file.read().split())
    with tempfile.NamedTemporaryFile("w+") as file:
        file.write("x")
        file.seek(0)
        return a + b if file.read() == "x" else None
