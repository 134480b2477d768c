# attacks: never finishes to load: a decorator, a default value, a metaclass
# task: secret secret-check
# expect: incorrect timeout


class Meta(type):
    def __new__(cls, *arguments):
        while True:
            pass


class Answer(metaclass=Meta):
    pass
