# attacks: answers with coroutines, classes and modules instead of values
# task: secret secret-check secret-cases
# expect: incorrect wrong error
import sys


async def f(key):
    return None
