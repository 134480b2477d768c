# attacks: returns values that are short on the way and large for whoever reads them
# assert: assert f(0) == 48213
# assert: assert f(1) == 48213
# assert: assert f(2) == 48213
# assert: assert f(3) == 48213
# assert: assert f(4) == 48213
# expect: incorrect wrong error timeout memory


def f(key):
    return [
        [0] * 3_000_000,
        [{}] * 1_000_000,
        "\0" * 3_000_000,
        [[[]]] * 500_000,
        {n: (n,) for n in range(100_000)},
    ][key]
