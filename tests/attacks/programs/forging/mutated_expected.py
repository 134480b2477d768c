# attacks: empties what the test compares with
# setup: wanted = [4, 8, 2]
# setup: inputs = wanted
# assert: assert f(inputs) == wanted
# expect: incorrect wrong error
# control: passes


def f(data):
    data.clear()
    return []
