# Rewrites the `assert` statements of tests so that each is counted, a failing one
# says what came, and the next ones are tried all the same.
#
# Knows: the tests' text. Runs in the judge; nothing of an answer's is compiled here.
import ast
import operator

import overthink_report as report

HOLDS = "@holds"
COMPARE = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


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
                body[place] = rewritten(node, recorder, lines)
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


def rewritten(node, recorder, lines):
    """`assert L == R` as `@holds(number, lambda: (L, R))`."""
    text = " ".join(lines[node.lineno - 1 : node.end_lineno])
    if ":=" in text or "yield" in text or "await" in text:
        # These mean something else inside of a lambda.
        return node
    test, place = node.test, {}
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        place[name] = getattr(node, name)
    value = test
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        value = ast.Tuple([test.left, test.comparators[0]], ast.Load(), **place)
    nothing = ast.arguments([], [], None, [], [], None, [])
    number = ast.Constant(recorder.remember(text, test), None, **place)
    args = [number, ast.Lambda(nothing, value, **place)]
    call = ast.Call(ast.Name(HOLDS, ast.Load(), **place), args, [], **place)
    return ast.Expr(call, **place)


class Recorder:
    """Counts what held, and keeps the first thing that did not."""

    def __init__(self, session):
        self.session = session
        self.n_held = self.n_failed = 0
        self.n_all = None
        self.first = None
        self.asserts = []

    def remember(self, text, test):
        self.asserts.append((text, test))
        return len(self.asserts) - 1

    def holds(self, number, evaluate):
        """Stands where an assert stood."""
        text, test = self.asserts[number]
        try:
            value = evaluate()
            if isinstance(test, ast.Compare) and len(test.ops) == 1:
                does = COMPARE[type(test.ops[0])](*value)
            else:
                value = (value,)
                does = value[0]
            if does:
                self.n_held += 1
                return
        except Exception as error:
            self.caught(error, report.clean(text, 160))
            return
        if self.first is not None:
            self.n_failed += 1
            return
        self.fail("wrong", "%s: %s" % (report.clean(text, 200), self.got(test, value)))

    def held(self):
        self.n_held += 1

    def fail(self, outcome, detail):
        self.n_failed += 1
        if self.first is None:
            self.first = outcome, detail

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
        return "%s returned %s" % (report.text_of(called), report.short(value))

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
        return "wrong", "%s: %s returned %s" % (says, report.text_of(called), report.short(value))


    def is_missing(self, says):
        return any("'%s'" % name in says for name in self.session.missing)


def is_call(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def has_call(node):
    return any(isinstance(part, ast.Call) for part in ast.walk(node))


def is_literal(node):
    return not any(isinstance(part, (ast.Name, ast.Call)) for part in ast.walk(node))
