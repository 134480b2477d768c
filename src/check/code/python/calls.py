# Calls from the judge into an answer's process, and what came of them.
#
# Knows: the connection to the fork server and to one answer process at a time.
# Runs in the judge. Nothing that an answer process sends is believed beyond being
# values: plain ones are rebuilt here, others become handles that equal nothing.
import os
import select
import sys

import _socket

import overthink_report as report
import overthink_wire as wire

# Exceptions of an answer that a test may see as what they are. Not those that
# would steer the judge, and not AssertionError: that one is the test's word.
SEEN = {
    kind.__name__: kind
    for kind in (
        Exception, ArithmeticError, AttributeError, BufferError, EOFError, FloatingPointError,
        ImportError, IndexError, KeyError, LookupError, MemoryError, ModuleNotFoundError,
        NameError, NotImplementedError, OSError, OverflowError, PermissionError, RecursionError,
        ReferenceError, RuntimeError, SyntaxError, TypeError, UnboundLocalError, ValueError,
        ZeroDivisionError, FileNotFoundError, FileExistsError, IndentationError,
    )
}  # fmt: skip
NEVER = ("StopIteration", "StopAsyncIteration", "AssertionError")
ENDING = ("SystemExit", "KeyboardInterrupt", "GeneratorExit")


# What is asked for the names that tests use; who has them tells nothing of behaviour.
NAMES = "looking up names"
GONE = select.POLLHUP | select.POLLERR


class UnsendableValue(Exception):
    """The test's fault: an argument that is no plain value."""


class Over(BaseException):
    """Nothing more can come of the answer; `Session.verdict` says why."""


class Session:
    """One answer process after the other, and what they returned."""

    def __init__(self, control, setup, limits):
        self.control = control
        self.most_bytes = setup["most_output_bytes"]
        self.limits = limits
        self.channel = self.stdin = self.stdout = None
        self.number = 0
        self.n_replies = self.n_calls = 0
        self.verdict = None
        self.last = None
        self.names = []
        self.missing = set()
        self.behaviour = report.Behaviour()

    def start(self, whole=False):
        """Asks the fork server for a new answer process."""
        n_descriptors = 3 if whole else 1
        self.control.sendall(b"P" if whole else b"S")
        data, ancillary, _, _ = self.control.recvmsg(1, _socket.CMSG_SPACE(12))
        if data == b"+" and ancillary:
            raw = ancillary[0][2]
            found = [int.from_bytes(raw[i : i + 4], sys.byteorder) for i in range(0, len(raw), 4)]
            if len(found) == n_descriptors:
                self.channel, self.stdin, self.stdout = (found + [None, None])[:3]
                self.number = 0
                if wire.receive(self.channel, 100) == ["ready"]:
                    return
        if data == b"-":
            self.over(*report.ended(self.finish(), self.limits, "the next test"))
        self.over("trouble", "no process for the answer could be started")

    def load(self, text, prompt="", entry_point=None, preamble=""):
        self.start()
        request = {"whole": False, "text": text, "prompt": prompt}
        request.update(entry_point=entry_point, preamble=preamble)
        value = self.exchange(request, "loading it")
        if type(value) is list:
            self.names = [name for name in value if type(name) is str]

    def over(self, outcome, detail):
        if self.verdict is None:
            self.verdict = outcome, detail
            self.behaviour.add(outcome)
        raise Over

    def finish(self, wait=False):
        """Has the process ended (or waits for its end), and learns how it did."""
        for name in ("channel", "stdin", "stdout"):
            if getattr(self, name) is not None:
                os.close(getattr(self, name))
                setattr(self, name, None)
        self.control.sendall(b"W" if wait else b"E")
        return wire.receive(self.control.fileno(), 1 << 16)

    def request(self, operation, parts, called):
        """Asks for one operation; returns its value or raises its exception."""
        if self.verdict is not None:
            raise Over
        self.n_calls += 1
        poll = select.poll()
        poll.register(self.channel, select.POLLIN)
        if any(event & select.POLLIN and not event & GONE for _, event in poll.poll(0)):
            self.over("error", "%s came from %s" % (wire.NO_VALUE, report.text_of(called)))
        encoder = wire.Encoder(number_of)
        parts = [encoder.encode(part) for part in parts]
        self.number += 1
        return self.exchange([self.number, operation, parts], called)

    def exchange(self, request, called):
        """Sends one frame and takes the reply to it."""
        reply = trouble = None
        try:
            wire.send(self.channel, request)
            reply = wire.receive(self.channel, self.most_bytes)
        except wire.WireError as error:
            trouble = "%s came from %s" % (error, report.text_of(called))
        except MemoryError:
            trouble = "what %s returned is too large" % report.text_of(called)
        except OSError:
            pass
        if reply is None and trouble is None:
            self.over(*report.ended(self.finish(), self.limits, called))
        try:
            if trouble is None:
                return self.result(reply, called)
        except wire.WireError as error:
            trouble = "%s came from %s" % (error, report.text_of(called))
        self.over("error", trouble)

    def result(self, reply, called):
        if self.n_replies == 0:
            self.control.sendall(b"H")
        self.n_replies += 1
        if type(reply) is not list or len(reply) != 3 or reply[0] != self.number:
            raise wire.WireError(wire.NO_VALUE)
        if reply[1] == "raise":
            self.raised(reply[2], called)
        if reply[1] != "value":
            raise wire.WireError(wire.NO_VALUE)
        value = wire.Decoder(self.handle).decode(reply[2])
        self.last = called, value
        if self.number and called != NAMES:
            self.behaviour.add(value)
        return value

    def handle(self, number, kind):
        if type(number) is not int or type(kind) is not str:
            raise wire.WireError(wire.NO_VALUE)
        return Handle(self, number, kind)

    def raised(self, found, called):
        if type(found) is not dict:
            raise wire.WireError(wire.NO_VALUE)
        name, says, line = found.get("name"), found.get("says"), found.get("line")
        bases = found.get("bases")
        if type(name) is not str or type(says) is not str or type(bases) is not list:
            raise wire.WireError(wire.NO_VALUE)
        self.behaviour.add("raised " + name)
        text = report.exception(name, says, line)
        if name in ENDING:
            where = report.text_of(called)
            self.over("error", "the program ended with %s before %s was done" % (name, where))
        outcome = "error"
        if "MemoryError" in bases:
            self.over("memory", text)
        if "PermissionError" in bases:
            outcome = "forbidden"
        if self.number == 0:
            self.over(outcome, says if name == "LoadError" else text)
        kind = RuntimeError
        if not any(base in NEVER for base in bases):
            kind = next((SEEN[base] for base in bases if base in SEEN), RuntimeError)
        error = kind(says)
        error.of_answer = outcome, text
        self.last = called, None
        raise error


def number_of(value):
    """Of a handle, which goes back as what it stands for; other objects stay here."""
    if is_handle(value):
        return value.__dict__["@"][1]
    kind = type(value).__name__
    raise UnsendableValue("a test passes a value of type %s, which cannot be sent" % kind)


def is_handle(value):
    return type(value) is Handle


class Handle:
    """An object of the answer's. It equals nothing but itself; what tests ask of it is
    asked in the answer's process."""

    def __init__(self, session, number, kind):
        self.__dict__["@"] = session, number, kind

    def __call__(self, *args, **kwargs):
        session, _, _ = self.__dict__["@"]
        called = name_of(self), args, kwargs
        return session.request("call", [self, list(args), kwargs], called)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return ask(self, "get", name)

    def __eq__(self, other):
        return is_handle(other) and self.__dict__["@"][1] == other.__dict__["@"][1]

    def __hash__(self):
        return hash(self.__dict__["@"][1])

    def __bool__(self):
        return exactly(bool, ask(self, "bool"))

    def __len__(self):
        return exactly(int, ask(self, "len"))

    def __str__(self):
        return exactly(str, ask(self, "str"))

    def __repr__(self):
        if report.Showing.now:
            return "an object of type " + report.clean(self.__dict__["@"][2], 40)
        return exactly(str, ask(self, "repr"))

    def __iter__(self):
        values = ask(self, "iter")
        if is_handle(values):
            raise TypeError("an iterator that cannot be read")
        return iter(values)

    def __contains__(self, value):
        # By the values, here: the answer's own word would be a way to agree with all.
        return any(each is value or each == value for each in self)

    def __getitem__(self, key):
        return ask(self, "item", key)

    def __instancecheck__(self, value):
        return is_handle(value) and exactly(bool, ask(value, "isinstance", self))

    def __lt__(self, other):
        return ordered(self, "lt", other)

    def __gt__(self, other):
        return ordered(other, "lt", self)

    def __le__(self, other):
        return ordered(self, "le", other)

    def __ge__(self, other):
        return ordered(other, "le", self)


def ordered(left, operation, right):
    if not is_handle(left) or not is_handle(right):
        return NotImplemented
    return exactly(bool, ask(left, operation, right))


def exactly(kind, value):
    if type(value) is not kind:
        raise TypeError("an object of the answer's did not say a value of type " + kind.__name__)
    return value


def name_of(handle):
    return handle.__dict__.get("name") or "an object of the answer's"


def ask(handle, operation, *parts):
    session, _, kind = handle.__dict__["@"]
    called = "%s of %s" % (operation, report.clean(kind, 60))
    return session.request(operation, [handle, *parts], called)
