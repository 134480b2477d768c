# Rewrites the `assert` statements of tests so that each is counted, a failing one
# says what came, and the next ones are tried all the same.
#
# Knows: the tests' text. Runs in the judge; nothing of an answer's is compiled here.
import ast

import overthink_report as report

LEFT, RIGHT, ERROR = "@left", "@right", "@error"
HELD, FAILED, RAISED, EXCEPTION = "@held", "@failed", "@raised", "@Exception"


class TestsTrouble(Exception):
    """The tests themselves cannot be run."""


def instrumented(text, recorder):
    """Compiled test code, and its tree."""
    tree = ast.parse(text)
    walk(tree.body, recorder, text.split("\n"))
    return compile(tree, "<test>", "exec", 0, True), tree


def walk(body, recorder, lines):
    """Rewrites the asserts of a list of statements, but for those that a `try` may catch."""
    for place, node in enumerate(body):
        if isinstance(node, ast.Assert):
            if not isinstance(node.test, ast.Constant):
                body[place] = rewritten(node, recorder.remember(node, lines))
        elif isinstance(node, (ast.With, ast.AsyncWith, ast.ClassDef)):
            continue
        elif isinstance(node, ast.Try):
            for part in [node.orelse, node.finalbody] + [h.body for h in node.handlers]:
                walk(part, recorder, lines)
        else:
            for field in ("body", "orelse"):
                part = getattr(node, field, None)
                if isinstance(part, list):
                    walk(part, recorder, lines)


def rewritten(node, number):
    def name(text):
        return ast.Name(text, ast.Load())

    def assign(text, value):
        return ast.Assign([ast.Name(text, ast.Store())], value, lineno=node.lineno)

    def call(function, *args):
        return ast.Expr(ast.Call(name(function), list(args), []))

    test = node.test
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        steps = [assign(LEFT, test.left), assign(RIGHT, test.comparators[0])]
        condition = ast.Compare(name(LEFT), test.ops, [name(RIGHT)])
        sides = [name(LEFT), name(RIGHT)]
    else:
        steps, condition, sides = [assign(LEFT, test)], name(LEFT), [name(LEFT)]
    count = ast.Constant(number)
    steps.append(ast.If(condition, [call(HELD)], [call(FAILED, count, *sides)]))
    caught = ast.ExceptHandler(name(EXCEPTION), ERROR, [call(RAISED, count, name(ERROR))])
    wrapped = ast.copy_location(ast.Try(steps, [caught], [], []), node)
    return ast.fix_missing_locations(wrapped)


class Recorder:
    """Counts what held, and keeps the first thing that did not."""

    def __init__(self, session):
        self.session = session
        self.n_held = self.n_failed = 0
        self.n_all = None
        self.first = None
        self.asserts = []

    def names(self):
        return {
            HELD: self.held,
            FAILED: self.failed,
            RAISED: self.raised,
            EXCEPTION: Exception,
        }

    def remember(self, node, lines):
        text = " ".join(lines[node.lineno - 1 : node.end_lineno])
        self.asserts.append((text, node.test))
        return len(self.asserts) - 1

    def held(self):
        self.n_held += 1

    def fail(self, outcome, detail):
        self.n_failed += 1
        if self.first is None:
            self.first = outcome, detail

    def failed(self, number, *sides):
        if self.first is not None:
            self.n_failed += 1
            return
        text, test = self.asserts[number]
        self.fail("wrong", "%s: %s" % (report.clean(text, 200), self.got(test, sides)))

    def got(self, test, sides):
        """What came in place of what was expected."""
        if len(sides) == 2:
            left, right = test.left, test.comparators[0]
            if is_call(left) or not has_call(right):
                expected = "" if is_literal(right) else ", expected " + report.short(sides[1])
                return "got %s%s" % (report.short(sides[0]), expected)
            if is_call(right):
                return "got " + report.short(sides[1])
        elif is_call(test):
            return "got " + report.short(sides[0])
        if self.session.last is None:
            return "does not hold"
        called, value = self.session.last
        return "%s returned %s" % (called, report.short(value))

    def raised(self, number, error):
        self.caught(error, report.clean(self.asserts[number][0], 160))

    def caught(self, error, where):
        """An exception that no test caught."""
        outcome, detail = self.classified(error)
        if where and outcome != "trouble":
            detail = "%s, in %s" % (detail, where)
        self.fail(outcome, detail)

    def classified(self, error):
        of_answer = getattr(error, "of_answer", None)
        if of_answer is not None:
            return of_answer
        name = type(error).__name__
        says = report.exception(name, str(error), None)
        if isinstance(error, AssertionError):
            return "wrong", "an assertion does not hold" + (": " + str(error) if str(error) else "")
        if isinstance(error, TestsTrouble):
            return "trouble", "the tests fail by themselves: " + str(error)
        if isinstance(error, NameError) and self.is_missing(str(error)):
            defined = ", ".join("`%s`" % each for each in self.session.names[:5]) or "nothing"
            return "error", "%s (the answer defines %s)" % (says, report.clean(defined, 120))
        if self.session.last is None or name == "UnsendableValue":
            return "trouble", "the test itself fails: " + says
        called, value = self.session.last
        return "wrong", "%s: %s returned %s" % (says, called, report.short(value))


    def is_missing(self, says):
        return any("'%s'" % name in says for name in self.session.missing)


def is_call(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def has_call(node):
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def is_literal(node):
    return not any(isinstance(part, (ast.Name, ast.Call)) for part in ast.walk(node))
