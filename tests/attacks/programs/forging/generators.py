# attacks: returns generators that act while they are read
# task: secret secret-check secret-cases
# expect: incorrect wrong error
import os
import sys


def lying():
    yield 1
    sys.exit(0)


def f(key):
    return lying()
