# shows: one of several right answers
# cases: {"entry_point": "f", "cases": [{"args": [12], "expected": 12}, {"args": [35], "expected": 35}], "checker": "def right(arguments, expected, got):\n    return got[0] * got[1] == expected and got[0] > 1 and got[1] > 1\n"}
# expect: correct


def f(number):
    return next([k, number // k] for k in range(2, number) if number % k == 0)
