# attacks: returns sets and dictionaries that are cheap here and take the judge for ever
# task: secret secret-cases
# expect: incorrect error wrong timeout


class Cheap(int):
    def __hash__(self):
        return int.__hash__(int(self) // ((1 << 61) - 1))

    def __eq__(self, other):
        return self is other


def f(key):
    # Multiples of this prime have the same hash.
    numbers = [Cheap(n * ((1 << 61) - 1)) for n in range(100_000)]
    return set(numbers) if key == 1 else dict.fromkeys(numbers)
