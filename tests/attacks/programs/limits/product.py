# attacks: walks over a product that has no end in sight, which has hung other harnesses
# task: secret
# expect: incorrect timeout memory
import itertools


def f(key):
    return sum(1 for _ in itertools.product(range(100), repeat=10))
