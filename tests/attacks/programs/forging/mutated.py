# attacks: changes its arguments so that they equal what it returns
# setup: data = [3, 1, 2]
# assert: assert f(data) == sorted(data)
# assert: assert f({'want': [48213]}) == [48213] and len(data) == 3
# setup: more = {'want': 48213}
# assert: assert f(more) == more
# expect: incorrect wrong error


def f(data):
    data.clear()
    return type(data)()
