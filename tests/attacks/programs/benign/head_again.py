# shows: imports, a helper, and the head of the function once more
# task: add-check add-cases
# expect: correct
import operator
from typing import List


def total(numbers: List[int]) -> int:
    result = 0
    for number in numbers:
        result = operator.add(result, number)
    return result


def f(a, b):
    """Return the sum of a and b."""
    return total([a, b])
