# shows: a function that is a generator
# assert: assert list(f(5)) == [0, 1, 1, 2, 3]
# assert: assert list(f(0)) == []
# expect: correct


def f(n):
    a, b = 0, 1
    for _ in range(n):
        yield a
        a, b = b, a + b
