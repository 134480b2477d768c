# shows: a main guard, whose content runs only where a whole program is asked for
# task: add add-check add-stdio add-cases
# expect: correct


def f(a, b):
    return a + b


if __name__ == "__main__":
    print(f(*map(int, input().split())))
