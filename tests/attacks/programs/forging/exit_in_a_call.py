# attacks: ends the process while a test runs
# task: secret secret-check secret-cases
# expect: incorrect error wrong
# control: passes
import os


def f(key):
    os._exit(0)
