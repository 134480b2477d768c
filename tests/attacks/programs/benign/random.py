# shows: random numbers, with and without a seed
# assert: assert f(5) == f(5)
# assert: assert 0 <= f(None) < 1
# expect: correct
import random
import secrets
import uuid


def f(seed):
    random.shuffle(list(range(10)))
    assert len(secrets.token_hex(4)) == 8 and uuid.uuid4()
    return random.Random(seed).random() if seed else random.random()
