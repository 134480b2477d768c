# attacks: never finishes to load: a decorator, a default value, a metaclass
# task: secret secret-check
# expect: incorrect timeout


class Meta(type):
    def __new__(cls, *arguments):
        while True:
            pass


def f(key):
    return None


class Answer(metaclass=Meta):
    pass


def f(key):
    return None
