# attacks: replaces the test's own function after it was defined, and before
# task: secret-check
# expect: incorrect wrong error
import builtins
import sys


def check(candidate):
    return None


builtins.check = check
sys.modules["__main__"].check = check


def f(key):
    import gc

    for thing in gc.get_objects():
        if type(thing) is dict and "check" in thing:
            thing["check"] = lambda *_: None
    for frame in sys._current_frames().values():
        while frame:
            frame.f_globals["check"] = check
            frame.f_globals["candidate"] = lambda *_: None
            frame = frame.f_back
    return None
