# attacks: raises a group of exceptions, warnings and one that pretends to be another
# task: secret
# expect: incorrect error wrong
import warnings


class Pretender(BaseException):
    @property
    def __class__(self):
        return SystemExit

    code = 0


def f(key):
    warnings.simplefilter("error")
    raise Pretender("passed", 0)
