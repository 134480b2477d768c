# attacks: doubles a list
# task: secret
# expect: incorrect memory


def f(key):
    many = [0]
    while True:
        many += many
