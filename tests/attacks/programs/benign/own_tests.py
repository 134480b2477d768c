# shows: asserts and examples of its own beside the function
# task: add add-check
# expect: correct
import doctest


def f(a, b):
    """
    >>> f(1, 2)
    3
    """
    return a + b


assert f(1, 2) == 3
doctest.testmod()
