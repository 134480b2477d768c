# attacks: raises what a failed test raises, and makes failed tests raise nothing
# task: secret secret-check secret-cases
# expect: incorrect wrong error
import builtins


class Quiet(BaseException):
    def __new__(cls, *arguments):
        return super().__new__(cls)


builtins.AssertionError = Quiet
builtins.BaseException = builtins.Exception = Quiet


def f(key):
    raise AssertionError
