# attacks: climbs the frames of an exception and a generator
# task: secret secret-check
# expect: incorrect wrong error
# control: passes
import re


def f(key):
    try:
        1 / 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame
    while frame:
        found = re.findall("marigold-[0-9a-f]{16}", repr(frame.f_code.co_consts))
        if found:
            return found[min(key, len(found)) - 1]
        frame = frame.f_back
