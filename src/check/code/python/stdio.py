# Whole programs: what they print for what they read.
#
# Knows: the pairs of input and output. Runs in the judge; a fresh answer process
# serves each pair, and gets the program and the input alone.
import os
import re
import select

import overthink_report as report
import overthink_wire as wire

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?\Z", re.ASCII)


def judge(answer, pairs, session, recorder):
    recorder.n_all = len(pairs)
    for place, pair in enumerate(pairs):
        where = "test %d" % (place + 1)
        printed = run(answer, pair["input"], session, recorder, where)
        if printed is None:
            continue
        difference = different(pair["output"], printed)
        if difference is None:
            recorder.held()
        else:
            recorder.fail("wrong", "%s: %s" % (where, difference))


def run(answer, text, session, recorder, where):
    """What the program prints, or `None` where it failed, which is recorded."""
    session.start(whole=True)
    wire.send(session.channel, {"whole": True, "text": answer})
    printed, raised = pumped(session, text.encode("utf-8", "surrogateescape"))
    if printed is None:
        session.over("forbidden", "the program printed more than %d bytes" % session.most_bytes)
    status = session.finish(wait=True)
    if session.n_replies == 0:
        session.control.sendall(b"H")
    session.n_replies += 1
    session.n_calls += 1
    session.behaviour.add(printed)
    ended_well = status["why"] is None and status["status"] == status["signal"] == 0
    if raised is None and ended_well:
        return printed.decode("utf-8", "replace")
    outcome, detail = report.ended(status, session.limits, where)
    if status["why"] is None and not status["signal"]:
        detail = "the program ended with exit status %d, in %s" % (status["status"], where)
    session.behaviour.add(outcome)
    if status["why"] is not None:
        session.over(outcome, detail)
    if raised is not None:
        outcome, detail = described(raised, where)
    recorder.fail(outcome, detail)
    return None


def pumped(session, data):
    """Feeds the input and takes the output until the program has closed it."""
    os.set_blocking(session.stdin, False)
    poll = select.poll()
    poll.register(session.stdin, select.POLLOUT)
    poll.register(session.stdout, select.POLLIN)
    poll.register(session.channel, select.POLLIN)
    data = memoryview(data)
    printed = bytearray()
    raised = None
    open_ends = {session.stdout, session.channel}
    while open_ends:
        for descriptor, _ in poll.poll():
            if descriptor == session.stdin:
                data = fed(session.stdin, data)
                if not data:
                    poll.unregister(session.stdin)
                    os.close(session.stdin)
                    session.stdin = None
            elif descriptor == session.stdout:
                part = os.read(session.stdout, 1 << 16)
                printed += part
                if len(printed) > session.most_bytes:
                    return None, None
                if not part:
                    open_ends.discard(descriptor)
                    poll.unregister(descriptor)
            else:
                raised, done = heard(session, raised)
                if done:
                    open_ends.discard(descriptor)
                    poll.unregister(descriptor)
    return bytes(printed), raised


def fed(descriptor, data):
    if not data:
        return data
    try:
        return data[os.write(descriptor, data[: 1 << 16]) :]
    except BlockingIOError:
        return data
    except OSError:
        return data[:0]


def heard(session, raised):
    """What the program's own side says of an exception; whether its end is closed."""
    try:
        message = wire.receive(session.channel, 1 << 16)
    except (OSError, wire.WireError):
        return raised, True
    return (raised, True) if message is None else (message, False)


def described(raised, where):
    found = raised[1] if type(raised) is list and len(raised) == 2 else None
    if type(found) is not dict or type(found.get("name")) is not str:
        return "error", "the program wrote into the judge's connection, in " + where
    says, bases = found.get("says"), found.get("bases")
    bases = bases if type(bases) is list else []
    says = says if type(says) is str else ""
    text = report.exception(found["name"], says, found.get("line"))
    outcome = "error"
    if "MemoryError" in bases:
        outcome = "memory"
    elif "PermissionError" in bases:
        outcome = "forbidden"
    return outcome, "%s, in %s" % (text, where)


def different(expected, printed):
    """How two outputs differ, or `None`: by lines, each by its text or its numbers."""
    if expected.strip() == printed.strip():
        return None
    lines, came = split(expected), split(printed)
    for number, line in enumerate(lines):
        if number >= len(came):
            return "the output ends before line %d: %s" % (number + 1, report.short(line))
        if line != came[number] and not same_numbers(line, came[number]):
            texts = number + 1, report.short(line), report.short(came[number])
            return "line %d: expected %s, got %s" % texts
    if len(came) > len(lines):
        return "more than the %d lines expected: %s" % (len(lines), report.short(came[len(lines)]))
    return None


def split(text):
    return [line.strip() for line in text.strip().split("\n")]


def same_numbers(line, other):
    from decimal import Decimal

    tokens, others = line.split(), other.split()
    if len(tokens) != len(others):
        return False
    return all(
        left == right
        or bool(NUMBER.match(left) and NUMBER.match(right) and Decimal(left) == Decimal(right))
        for left, right in zip(tokens, others)
    )
