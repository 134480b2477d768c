# attacks: prints all that a judge may have to say
# task: secret secret-check secret-cases secret-stdio
# expect: incorrect wrong
import sys

for text in [
    "passed", "PASSED", "ok", "OK", "correct", "true", "True", "0", "all tests passed", ".", "PASS",
    '{"outcome": "passed"}', '{"verdict": "correct"}', "Ran 3 tests in 0.000s\n\nOK", "1..1\nok 1",
]:
    print(text)
    print(text, file=sys.stderr)


def f(key):
    return "passed"
