# attacks: climbs the frames of an exception and a generator
# task: secret secret-check
# expect: incorrect wrong error
# control: passes


def f(key):
    try:
        1 / 0
    except ZeroDivisionError as error:
        frame = error.__traceback__.tb_frame
    while frame:
        for value in frame.f_code.co_consts:
            if isinstance(value, str) and value.startswith("marigold-"):
                return value
        frame = frame.f_back
