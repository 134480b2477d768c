# Judges one answer: runs the tests here, the answer elsewhere, and compares.
#
# Knows: everything of one job. It is forked from the fork server, reads the job,
# says the verdict and ends, so that nothing of a test is left for the next answer.
import ast
import builtins
import importlib
import json
import math
import os
import sys

import overthink_asserts as asserts
import overthink_calls as calls
import overthink_program as program
import overthink_report as report
import overthink_stdio as stdio
import overthink_wire as wire

# Modules that an assert may name without importing them.
LIBRARY = frozenset(
    "bisect cmath collections copy datetime decimal fractions functools heapq itertools json "
    "math operator random re statistics string sys".split()
)
# Names of the library that an assert may use without importing them. They are never
# taken from the answer: its own `isclose` would agree with everything.
FROM_LIBRARY = {"Decimal": "decimal", "Fraction": "fractions", "isclose": "math"}
FROM_LIBRARY.update(
    dict.fromkeys(["Counter", "OrderedDict", "defaultdict", "deque"], "collections")
)


def read_job(n_bytes):
    data = wire.read_exactly(0, n_bytes)
    return None if data is None else data.decode("utf-8")


def main(control, setup, header, reply_to):
    """Runs in a fresh process. Never returns."""
    text = read_job(header["n_bytes"])
    if text is None:
        os._exit(1)
    control.sendall(b"R")
    job = json.loads(text)
    os.dup2(1, 0)
    sys.setrecursionlimit(4000)
    limits = header["cpu_ms"], header["wall_ms"]
    session = calls.Session(control, setup, limits)
    recorder = asserts.Recorder(session)
    if "random" in text:
        # Tests that draw numbers draw the same ones for each answer.
        importlib.import_module("random").seed(0)
    try:
        judged(job, session, recorder)
    except calls.Over:
        pass
    except MemoryError:
        recorder.fail(*blamed(session, "what it returned is too large"))
    except BaseException as error:
        recorder.caught(error, "")
    say(control, session, recorder, reply_to)


def blamed(session, detail):
    return ("error", detail) if session.n_replies else ("trouble", detail)


def say(control, session, recorder, reply_to):
    """Learns what the answer used, writes the verdict, and ends."""
    outcome, detail = "passed", ""
    if recorder.first is not None:
        outcome, detail = recorder.first
    elif session.verdict is not None:
        outcome, detail = session.verdict
        recorder.n_failed += 1
    if outcome == "passed" and not session.n_calls:
        outcome, detail = "trouble", "the tests never called the answer"
    control.sendall(b"F")
    used = wire.receive(control.fileno(), 1 << 16)
    reply = {
        "outcome": outcome,
        "detail": report.clean(detail),
        "n_passed": recorder.n_held,
        "n_tests": recorder.n_all or recorder.n_held + recorder.n_failed,
        "behaviour": None if outcome == "trouble" else session.behaviour.hex(),
    }
    reply.update(used)
    data = json.dumps(reply).encode("ascii") + b"\n"
    while data:
        data = data[os.write(reply_to, data) :]
    control.sendall(b"D")
    os._exit(0)


def judged(job, session, recorder):
    answer, tests = job["answer"], job["tests"]
    if "asserts" in tests:
        judge_asserts(answer, tests, session, recorder)
    elif "stdio" in tests:
        stdio.judge(answer, tests["stdio"], session, recorder)
    elif "cases" in tests:
        judge_cases(answer, tests, session, recorder)
    else:
        judge_check(answer, tests, session, recorder)


def module(recorder):
    """A name space for tests."""
    made = type(sys)("tests")
    sys.modules["tests"] = made
    made.__dict__[asserts.HOLDS] = recorder.holds
    return made.__dict__


def run_tests_own(code, space):
    """Runs what is the tests' own; its failure is no fault of the answer."""
    try:
        exec(code, space)
    except Exception as error:
        raise asserts.TestsTrouble("%s: %s" % (type(error).__name__, error)) from None


def judge_asserts(answer, tests, session, recorder):
    space = module(recorder)
    items, wanted, modules = [], set(), set()
    for text in tests["asserts"]:
        code, tree = asserts.instrumented(text, recorder)
        items.append(code)
        wanted |= loaded_names(tree)
        modules |= modules_used(tree)
    run_tests_own(compile(tests.get("setup") or "", "<test>", "exec", 0, True), space)
    for name in wanted - set(space):
        if name in modules:
            space[name] = importlib.import_module(name)
        elif name in FROM_LIBRARY:
            space[name] = getattr(importlib.import_module(FROM_LIBRARY[name]), name)
    wanted = {name for name in wanted if name not in space}
    builtin = {name for name in wanted if hasattr(builtins, name)}
    if wanted == builtin:
        # A task may ask for a function that is called like a built-in one; which, only
        # the tests say.
        builtin -= {asked_for(tests["asserts"][0])}
    wanted -= builtin
    recorder.n_all = len(items)
    session.load(answer)
    resolve(sorted(wanted), session, space)
    n_passed = 0
    for place, code in enumerate(items):
        n_failed = recorder.n_failed
        try:
            exec(code, space)
        except Exception as error:
            recorder.caught(error, report.clean(tests["asserts"][place], 160))
        n_passed += recorder.n_failed == n_failed
        recorder.n_held = n_passed


def loaded_names(tree):
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id[0] != "@"
    }


def modules_used(tree):
    """Modules of the library that are named as `module.something`."""
    bases = (node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {base.id for base in bases if isinstance(base, ast.Name) and base.id in LIBRARY}


def asked_for(text):
    """The function that an assert calls first: the one on the left, outermost."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id
    return None


def resolve(wanted, session, space):
    """Binds names that the tests use to what the answer has."""
    found = session.request("names", [wanted], calls.NAMES) if wanted else {}
    for name in wanted:
        if type(found) is dict and name in found:
            value = space[name] = found[name]
            if calls.is_handle(value):
                value.__dict__["name"] = name
            else:
                session.behaviour.add(value)
        else:
            session.missing.add(name)
    session.last = None


def candidate(session, entry_point):
    """Stands for the function that is asked for."""

    def call(*args, **kwargs):
        called = entry_point, args, kwargs
        return session.request("entry", [list(args), kwargs], called)

    call.__name__ = entry_point
    return call


def judge_check(answer, tests, session, recorder):
    entry_point, prompt = tests["entry_point"], tests.get("prompt") or ""
    space = module(recorder)
    function = candidate(session, entry_point)
    preamble = program.preamble(prompt, entry_point)
    if preamble.strip():
        run_tests_own(compile(preamble, "<prompt>", "exec", 0, True), space)
    space[entry_point] = function
    code, _ = asserts.instrumented(tests["test"], recorder)
    session.load(answer, prompt, entry_point, preamble)
    exec(code, space)
    if not callable(space.get("check")):
        raise asserts.TestsTrouble("they define no `check`")
    space["check"](function)


def judge_cases(answer, tests, session, recorder):
    space = module(recorder)
    right = None
    if tests.get("checker"):
        run_tests_own(compile(tests["checker"], "<checker>", "exec", 0, True), space)
        right = space.get("right")
        if right is None:
            raise asserts.TestsTrouble("the checker defines no `right`")
    entry_point, cases = tests["entry_point"], tests["cases"]
    function = candidate(session, entry_point)
    recorder.n_all = len(cases)
    prompt = tests.get("prompt") or ""
    session.load(answer, prompt, entry_point, program.preamble(prompt, entry_point))
    for case in cases:
        args = [from_json(value) for value in case.get("args", [])]
        kwargs = {key: from_json(value) for key, value in case.get("kwargs", {}).items()}
        expected = from_json(case.get("expected"))
        try:
            got = function(*args, **kwargs)
            if right is None:
                holds = equal(expected, got, tests.get("tolerance"))
            else:
                holds = not has_handle(got) and bool(right(args, expected, got))
        except Exception as error:
            recorder.caught(error, report.call(entry_point, args, kwargs))
            continue
        if holds:
            recorder.held()
        else:
            called = report.call(entry_point, args, kwargs)
            texts = called, report.short(expected), report.short(got)
            recorder.fail("wrong", "%s: expected %s, got %s" % texts)


def from_json(value):
    """Plain values of a case's JSON and its tags."""
    if type(value) is list:
        return [from_json(each) for each in value]
    if type(value) is dict:
        if len(value) == 1:
            ((tag, body),) = value.items()
            if type(body) is list and tag in ("tuple", "set"):
                return (tuple if tag == "tuple" else set)(from_json(each) for each in body)
            if type(body) is list and tag == "dict":
                return {from_json(key): from_json(each) for key, each in body}
        return {key: from_json(each) for key, each in value.items()}
    return value


def equal(expected, got, tolerance):
    """Whether a value is the expected one. A list of JSON may be met by a tuple."""
    kind = type(expected)
    if kind is list or kind is tuple:
        if type(got) is not kind and not (kind is list and type(got) is tuple):
            return False
        if len(got) != len(expected):
            return False
        if kind is type(got) and tolerance is None and expected == got:
            return True
        return all(equal(e, g, tolerance) for e, g in zip(expected, got))
    if kind is dict:
        if type(got) is not dict or len(got) != len(expected):
            return False
        return all(key in got and equal(expected[key], got[key], tolerance) for key in expected)
    if tolerance is not None and float in (kind, type(got)):
        if type(got) in (int, float) and kind in (int, float):
            return math.isclose(expected, got, rel_tol=tolerance, abs_tol=tolerance)
        return False
    return bool(expected == got)


def has_handle(value):
    if type(value) in (list, tuple, set, frozenset):
        return any(map(has_handle, value))
    if type(value) is dict:
        return any(has_handle(key) or has_handle(each) for key, each in value.items())
    return calls.is_handle(value)
