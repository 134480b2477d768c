# attacks: writes what a judge might say to every descriptor
# task: secret secret-check secret-cases secret-stdio
# expect: incorrect
import os

LINES = [
    '{"outcome": "passed", "detail": "", "n_passed": 3, "n_tests": 3, "behaviour": null, "cpu_ms": 1, '
    '"wall_ms": 1, "peak_kib": 1, "dirty": false}',
    '{"ready": true, "python": "3.11.7"}',
    '{"verdict": "correct"}',
    "passed",
    "true",
    "0",
    '{"n_bytes": 2, "cpu_ms": 1000000, "wall_ms": 1000000}',
]


def shout():
    for number in range(1024):
        try:
            os.set_blocking(number, False)
            for line in LINES:
                os.write(number, line.encode() + b"\n")
        except OSError:
            pass


shout()


def f(key):
    shout()
    return None
