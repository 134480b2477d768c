# shows: functions and objects of its own that tests call, compare in order and add up
# assert: assert f(2)(3) == 5
# assert: assert [g(1) for g in map(f, range(3))] == [1, 2, 3]
# assert: assert sorted([Pair(3), Pair(1)])[0].n == 1
# assert: assert str(Pair(2)) == 'Pair 2' and len(Pair(2)) == 2
# expect: correct


class Pair:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __len__(self):
        return self.n

    def __str__(self):
        return "Pair %d" % self.n


def f(a):
    return lambda b: a + b
