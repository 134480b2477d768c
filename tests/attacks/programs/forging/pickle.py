# attacks: returns objects that run code where they are unpickled, copied or shown
# task: secret secret-check secret-cases
# expect: incorrect wrong error
import os


class Loaded:
    def __reduce__(self):
        return os._exit, (0,)

    def __reduce_ex__(self, protocol):
        return os._exit, (0,)

    def __getstate__(self):
        os._exit(0)

    def __copy__(self):
        os._exit(0)

    __deepcopy__ = __getnewargs__ = __copy__


def f(key):
    return [Loaded(), {"a": Loaded()}]
