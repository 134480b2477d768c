# attacks: answers True, None and empty values where texts are expected
# task: secret secret-check secret-cases
# expect: incorrect wrong
VALUES = [True, None, "", [], {}, 0, b"", "marigold", "marigold-", NotImplemented, Ellipsis, f"{'marigold-':*<25}"]
n_asked = -1


def f(key):
    global n_asked
    n_asked += 1
    return VALUES[n_asked % len(VALUES)]
