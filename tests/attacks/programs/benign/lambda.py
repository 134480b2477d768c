# shows: a function that is a lambda, a partial or a bound method
# task: add add-check add-cases
# expect: correct
from functools import partial


class Adder:
    def add(self, scale, a, b):
        return scale * (a + b)


f = lambda a, b: partial(Adder().add, 1)(a, b)
