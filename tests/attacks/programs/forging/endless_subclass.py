# attacks: returns containers that are never read to their end
# task: secret secret-check secret-cases
# expect: incorrect wrong error timeout memory


class Endless(list):
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return 1


class Items(dict):
    def items(self):
        return Endless()

    keys = values = __iter__ = items


def f(key):
    return [Endless(), Items(a=1)]
