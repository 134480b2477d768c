# shows: a method of a class called Solution
# task: add-cases
# expect: correct


class Solution:
    def f(self, a: int, b: int) -> int:
        return a + b
