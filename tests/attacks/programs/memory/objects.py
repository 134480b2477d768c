# attacks: makes small objects without end
# task: secret
# expect: incorrect memory timeout


def f(key):
    many = None
    while True:
        many = (many, {}, [])
