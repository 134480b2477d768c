# attacks: raises what ends a program where tests expect another exception
# assert: try:\n    f(1)\nexcept ValueError:\n    pass\nelse:\n    assert False
# assert: try:\n    f(2)\nexcept ValueError:\n    pass\nelse:\n    assert False
# expect: incorrect error wrong


def f(key):
    raise KeyboardInterrupt if key == 1 else GeneratorExit
