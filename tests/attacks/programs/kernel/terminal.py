# attacks: types into a terminal that the harness may stand in, through any descriptor
# task: add
# expect: correct
# danger: yes
import fcntl
import os
import termios

seen = []
numbers = list(range(64))
try:
    numbers.append(os.open("/dev/tty", os.O_RDWR))
except OSError:
    pass
for number in numbers:
    for name, request, argument in [
        ("TIOCSTI", termios.TIOCSTI, b"#"),
        ("TIOCLINUX", 0x541C, b"\x03"),
        ("TIOCSCTTY", termios.TIOCSCTTY, 1),
        ("TIOCNOTTY", termios.TIOCNOTTY, 0),
        ("TIOCSETD", getattr(termios, "TIOCSETD", 0x5423), b"\0\0\0\0"),
    ]:
        try:
            fcntl.ioctl(number, request, argument)
            seen.append((name, number))
        except OSError:
            pass
    if os.isatty(number):
        seen.append(("a terminal", number))


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
