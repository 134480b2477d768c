# shows: a list of a hundred thousand numbers, and one of texts
# assert: assert f(100000) == list(range(100000))
# assert: assert len(f(-100000)) == 100000 and f(-3) == ['0', '1', '2']
# expect: correct


def f(n):
    return list(range(n)) if n > 0 else [str(i) for i in range(-n)]
