# attacks: puts every descriptor in the place of every other
# task: secret secret-check
# expect: incorrect error wrong forbidden timeout
import os

numbers = []
for number in range(64):
    try:
        os.fstat(number)
        numbers.append(number)
    except OSError:
        pass
for source in numbers:
    for target in numbers:
        try:
            os.dup2(source, target)
        except OSError:
            pass


def f(key):
    return None
