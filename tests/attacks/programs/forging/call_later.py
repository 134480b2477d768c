# attacks: answers a call before it is made, from a thread, with what is right for another
# assert: assert f(1) == 1
# assert: assert f(2) == 1
# assert: assert f(1) == 2
# expect: incorrect wrong error
import sys
import threading

frames = []


def f(key):
    # What calls may answer for themselves, once more, while the next call is on its way.
    frame = sys._getframe(1)
    frames.append(frame)
    again = frame.f_locals

    def later():
        for name, value in list(again.items()):
            if callable(value):
                try:
                    value(1)
                except BaseException:
                    pass

    threading.Thread(target=later, daemon=True).start()
    return 1
