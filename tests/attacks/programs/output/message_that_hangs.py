# attacks: raises an exception whose message is never done
# task: secret
# expect: incorrect timeout error


class Trouble(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def f(key):
    raise Trouble
