# attacks: lets an iterator, a length or a comparison go on for ever once it was returned
# task: secret secret-check
# expect: incorrect timeout error wrong


class Slow:
    def __iter__(self):
        while True:
            pass

    def __len__(self):
        while True:
            pass

    __eq__ = __hash__ = __repr__ = __str__ = __bool__ = __len__


def f(key):
    return Slow()
