# attacks: returns what makes the tests themselves raise
# assert: assert f(0) + 1 == 48213
# assert: assert f(1)[0] == 48213
# assert: assert len(f(2)) == 48213
# assert: assert str(f(3)) == '48213'
# assert: assert sorted(f(4)) == [48213]
# assert: assert f(5).upper() == 'X'
# assert: assert {f(6)} == {48213}
# assert: a, b = f(7)\nassert a == b == 48213
# expect: incorrect error wrong


def f(key):
    return ["x", None, 5, 10**9000, [1, "a"], 5, [1], (1, 2, 3)][key]
