# What is said of an answer: short, of one line, the same each time.
#
# Knows: values that came, and how a process ended. Runs in the judge. Text of an
# answer's is cleaned here before anybody sees it.
import re
import signal

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

MOST_TEXT = 400
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{5,}")
PATH = re.compile(r"(?<![\w/.<>])/(?:[\w.+-]+/)+[\w.+-]*")


def clean(text, most=MOST_TEXT):
    """One line without addresses, paths and what steers a terminal, of bounded length."""
    text = text[: 4 * most]
    text = " ".join(text.split())
    text = PATH.sub("<path>", ADDRESS.sub("0x0", text))
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= most else text[: most - 1] + "\u2026"


class Showing:
    """Whether a value is being shown: objects of an answer's are then named, not asked."""

    now = False


def short(value, most=80):
    """A value's text, shortened."""
    before, Showing.now = Showing.now, True
    try:
        return shown(value, most)
    finally:
        Showing.now = before


def shown(value, most):
    kind = type(value)
    if hasattr(kind, "__next__") and kind.__name__ != "Handle":
        return "an iterator over " + shown(list(value.__reduce__()[1][0]), most)
    try:
        if kind is int and abs(value) >> 4000:
            return "an integer of %d bits" % value.bit_length()
        if kind in (list, tuple) and len(value) > most:
            opening = "[" if kind is list else "("
            return clean(opening + ", ".join(short(v, 20) for v in value[:20]), most - 1) + "\u2026"
        if kind in (str, bytes) and len(value) > most:
            return clean(repr(value[:most]), most - 1) + "\u2026"
        return clean(repr(value), most)
    except (ValueError, RecursionError, MemoryError, TypeError):
        return "a value of type %s, too large to show" % kind.__name__


def text_of(called):
    """Of a call that is kept as its parts, for most are never shown."""
    return called if type(called) is str else call(*called)


def call(name, args, kwargs):
    parts = [short(value, 60) for value in args[:8]]
    parts += ["%s=%s" % (key, short(value, 60)) for key, value in list(kwargs.items())[:8]]
    return clean("%s(%s)" % (name, ", ".join(parts)), 120)


def exception(name, says, line):
    text = clean(name, 60)
    if says:
        text += ": " + clean(says, 250)
    if type(line) is int and 0 < line < 10**6:
        text += " (line %d)" % line
    return text


def seconds(milliseconds):
    return "%g s" % (milliseconds / 1000)


def ended(status, limits, called):
    """Outcome and detail for a process that is no more."""
    why, called = status["why"], text_of(called)
    if why == "cpu":
        return "timeout", "processor time: more than %s, in %s" % (seconds(limits[0]), called)
    if why == "wall":
        return "timeout", "wall clock: more than %s, in %s" % (seconds(limits[1]), called)
    if why == "closed":
        return "error", "the program closed its connection in %s" % called
    number = status["signal"]
    if number == getattr(signal, "SIGSYS", None):
        return "forbidden", "a system call that is not allowed, in %s" % called
    if number == signal.SIGXCPU:
        return "timeout", "processor time: more than %s, in %s" % (seconds(limits[0]), called)
    if number == signal.SIGKILL:
        return "memory", "the system killed the program, in %s" % called
    if number:
        return "error", "the program was killed by %s in %s" % (signal_name(number), called)
    end = "the program ended before %s was done (exit status %d)"
    return "error", end % (called, status["status"])


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal %d" % number


class Behaviour:
    """A fingerprint of what an answer did, in order; it says nothing of right or wrong."""

    def __init__(self):
        self.state = blake2b(digest_size=16)
        self.empty = True

    def add(self, value):
        self.empty = False
        try:
            text = canonical(value)
        except (ValueError, RecursionError, MemoryError):
            text = "?"
        self.state.update(text.encode("utf-8", "backslashreplace") + b"\n")

    def hex(self):
        return None if self.empty else self.state.hexdigest()


PLAIN_INT = frozenset([int])


def canonical(value):
    """The same text for values that are equal; sets and dictionaries have no order."""
    kind = type(value)
    if kind is int:
        return hex(value)
    if kind is float:
        return hex(int(value)) if value == value // 1 and abs(value) < 1e300 else repr(value)
    if kind is bool:
        return hex(value)
    if kind is list or kind is tuple:
        if set(map(type, value)) == PLAIN_INT:
            inside = ",".join(map(hex, value))
        else:
            inside = ",".join(map(canonical, value))
        return ("[%s]" if kind is list else "(%s)") % inside
    if kind is set or kind is frozenset:
        return "{%s}" % ",".join(sorted(map(canonical, value)))
    if kind is dict:
        pairs = [canonical(key) + ":" + canonical(each) for key, each in value.items()]
        return "{%s}" % ",".join(sorted(pairs))
    if kind.__name__ == "Handle":
        return "object " + value.__dict__["@"][2]
    if hasattr(kind, "__next__"):
        # Read by nobody: what is left is put back by the caller, who made a list of it.
        return kind.__name__ + canonical(list(value.__reduce__()[1][0]))
    if kind.__name__.startswith("dict_"):
        return kind.__name__ + canonical(list(value))
    return repr(value)
