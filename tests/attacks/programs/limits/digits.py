# attacks: asks for digits and hashes that take C long: text of huge integers, sums, sorting
# task: secret
# expect: incorrect timeout memory error
import sys

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def f(key):
    return str(7 ** 10_000_000)
