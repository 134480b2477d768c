# attacks: leaves folders so deep that clearing them up takes long or fails
# task: add
# expect: correct
# then: state/finder
import os

depth = 0
try:
    for depth in range(400):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
except OSError:
    pass


def f(a, b):
    return a + b
