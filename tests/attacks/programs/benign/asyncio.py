# shows: coroutines that are run to their end
# task: add
# expect: correct
import asyncio


async def slow(number):
    await asyncio.sleep(0.001)
    return number


async def total(*numbers):
    return sum(await asyncio.gather(*map(slow, numbers)))


def f(a, b):
    return asyncio.run(total(a, b))
