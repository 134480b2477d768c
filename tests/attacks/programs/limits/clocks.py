# attacks: stops every clock that Python has, and says that no time has passed
# task: secret
# expect: incorrect timeout
import time

for name in dir(time):
    if callable(getattr(time, name)) and not isinstance(getattr(time, name), type):
        setattr(time, name, lambda *_: 0)


def f(key):
    while True:
        pass
