# shows: names and texts beyond ASCII, and line ends of other systems
# task: add
# expect: correct
größe = "漢字 🙂"


def f(a, b):
    π = len(größe)
    return a + b + π - 4
