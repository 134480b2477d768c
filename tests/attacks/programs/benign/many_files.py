# shows: some dozens of files at a time
# task: add
# expect: correct
# then: state/finder
import tempfile


def f(a, b):
    files = [tempfile.TemporaryFile() for _ in range(40)]
    for file in files:
        file.write(b"x" * 1000)
    for file in files:
        file.close()
    return a + b
