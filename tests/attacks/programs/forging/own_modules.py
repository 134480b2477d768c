# attacks: looks for the judge's own modules and takes them to pieces
# task: secret secret-check secret-cases
# expect: incorrect wrong error timeout
import gc
import sys
import types


def agree(*_, **__):
    return True


for name in ["judge", "wire", "server", "boot", "answer", "overthink", "harness", "_judge", "__main__"]:
    module = sys.modules.get(name)
    if module is None:
        try:
            module = __import__(name)
        except BaseException:
            continue
    for part in list(vars(module)):
        if callable(getattr(module, part)) and part != "f":
            try:
                setattr(module, part, agree)
            except BaseException:
                pass


def f(key):
    code = agree.__code__
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing is not f:
            where = thing.__code__.co_filename
            if "python" not in where and "frozen" not in where:
                try:
                    thing.__code__ = code
                except ValueError:
                    pass
    return None
