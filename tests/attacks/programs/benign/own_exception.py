# shows: an exception of its own that is a ValueError
# assert: try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise RuntimeError('nothing was raised')
# expect: correct


class TooSmall(ValueError):
    pass


def f(number):
    if number < 1:
        raise TooSmall("too small: %d" % number)
    return number
