# attacks: forks until nothing else can
# task: add
# expect: correct | incorrect error forbidden timeout
# danger: yes
import os

for _ in range(200):
    try:
        if os.fork() == 0:
            while True:
                os.fork()
    except OSError:
        break


def f(a, b):
    return a + b
