# attacks: returns a number with which the function `check` never ends
# cases: {"entry_point": "f", "cases": [{"args": [12], "expected": 12}], "checker": "def right(arguments, expected, got):\n    return sum(1 for _ in range(got)) == expected\n"}
# expect: incorrect error wrong timeout


def f(number):
    return 10**12
