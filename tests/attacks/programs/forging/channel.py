# attacks: finds whatever its callers use to answer, and answers more than it is asked
# task: secret secret-check secret-cases
# expect: incorrect wrong error timeout
import os
import sys
import threading
import time

LINES = [
    b'{"passed": true}\n', b'{"outcome": "passed", "n_passed": 3, "n_tests": 3}\n', b"true\n", b"null\n",
    b'["value", true]\n', b'{"value": true}\n', b'{"id": 1, "value": true}\n', b'{"id": 2, "value": true}\n',
    b"\0\0\0\4true", b"\4\0\0\0true",
]


def shout():
    while True:
        for number in range(3, 64):
            for line in LINES:
                try:
                    os.write(number, line)
                except OSError:
                    break
        time.sleep(0.001)


def f(key):
    threading.Thread(target=shout, daemon=True).start()
    frame = sys._getframe(1)
    while frame:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            for name in ["send", "sendall", "write", "reply", "put"]:
                speak = getattr(value, name, None)
                if callable(speak) and value not in (sys.stdout, sys.stderr):
                    for line in [True, *LINES]:
                        try:
                            speak(line)
                        except BaseException:
                            pass
        frame = frame.f_back
    time.sleep(0.1)
    return None
