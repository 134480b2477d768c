# attacks: returns dictionaries and sets whose keys agree and disagree as they like
# assert: assert f(1) == {48213: 1}
# assert: assert f(2) == {48213, 5}
# assert: assert f(3)['marigold'] == 48213
# expect: incorrect wrong error


class Key:
    def __hash__(self):
        return hash(48213)

    def __eq__(self, other):
        return True


class Named(dict):
    def __missing__(self, key):
        return 48213

    def __getitem__(self, key):
        return 48213


def f(key):
    return [None, {Key(): 1}, {Key()}, Named()][key]
