# attacks: has the interpreter jump over the tests
# task: secret secret-check
# expect: incorrect wrong error
import sys


def jump(frame, event, argument):
    if event == "line":
        try:
            frame.f_lineno = frame.f_lineno + 1
        except ValueError:
            pass
    return jump


def f(key):
    frame = sys._getframe(1)
    sys.settrace(jump)
    while frame:
        frame.f_trace = jump
        frame.f_trace_opcodes = True
        frame = frame.f_back
    return None
