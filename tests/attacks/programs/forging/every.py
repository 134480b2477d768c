# attacks: returns an object that has every attribute, takes every call and equals everything
# assert: assert f(1).total == 48213 and f(1).names() == ['x']
# assert: assert f(1)[0] == 48213 and f(1).children[3].name == 'x'
# expect: incorrect wrong error
# control: passes


class Every:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments):
        return self

    def __getitem__(self, index):
        return self

    def __eq__(self, other):
        return True


def f(key):
    return Every()
