# shows: an honest crash
# task: add add-check add-cases add-stdio
# expect: incorrect error


def f(a, b):
    return a + b + missing


if __name__ == "__main__":
    f(1, 2)
