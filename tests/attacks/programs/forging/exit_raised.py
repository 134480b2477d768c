# attacks: raises what ends a program, in a call
# task: secret secret-check secret-cases
# expect: incorrect error wrong
# control: passes


def f(key):
    raise SystemExit(0)
