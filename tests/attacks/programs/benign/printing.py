# shows: much printing beside the answer
# task: add add-check add-cases
# expect: correct
import sys


def f(a, b):
    for number in range(2000):
        print("line", number, "x" * 100)
    print("to the errors", file=sys.stderr)
    sys.stdout.flush()
    return a + b
