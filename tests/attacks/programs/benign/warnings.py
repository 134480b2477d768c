# shows: warnings of every kind, the compiler's included
# task: add add-cases
# expect: correct
import warnings


def f(a, b):
    warnings.warn("old", DeprecationWarning)
    pattern = "\d"
    return a + b if pattern is not "x" else None
