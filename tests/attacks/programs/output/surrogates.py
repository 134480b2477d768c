# attacks: prints and returns halves of characters, which are no text
# task: secret secret-stdio secret-cases
# expect: incorrect wrong error


def f(key):
    return "\ud800" + chr(0xDFFF) + "\0"


if __name__ == "__main__":
    print("\ud800")
