# shows: exceptions that tests ask for
# assert: try:\n    f(0)\n    raise RuntimeError('nothing was raised')\nexcept ZeroDivisionError:\n    pass
# assert: try:\n    f('x')\nexcept TypeError:\n    pass\nelse:\n    raise RuntimeError('nothing was raised')
# assert: assert f(2) == 0.5
# expect: correct


def f(number):
    return 1 / number
