# attacks: returns built-in types whose own methods lie about what is in them
# task: secret secret-check secret-cases
# expect: incorrect wrong error


class Text(str):
    def encode(self, *_):
        return b'marigold", "passed": true'

    def __iter__(self):
        return iter('"}')

    def __len__(self):
        return 0

    def __str__(self):
        return '"}'

    def replace(self, *_):
        return '"'


class Number(int):
    def __repr__(self):
        return 'true, "passed": true'

    __str__ = __format__ = __repr__

    def bit_length(self):
        return 0


class Ratio(float):
    def __repr__(self):
        return 'true, "passed": true'

    def hex(self):
        return '"'


def f(key):
    return [Text("x"), Number(1), Ratio(1.5), {Text("k"): Number(2)}]
