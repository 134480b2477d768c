# attacks: reads the expected value from the frames of whoever calls
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes
import sys


def f(key):
    frame = sys._getframe(1)
    while frame:
        for value in [*frame.f_code.co_consts, *frame.f_locals.values(), *frame.f_globals.values()]:
            if isinstance(value, str) and value.startswith("marigold-"):
                return value
            if isinstance(value, (list, tuple)):
                for part in value:
                    if isinstance(part, str) and "marigold-" in part:
                        return part[part.index("marigold-") :][:25]
            if isinstance(value, str) and "marigold-" in value:
                return value[value.index("marigold-") :][:25]
        frame = frame.f_back
