# Runs one program and its tests, and says what became of them.
#
# Input (fd 0): fields, each a decimal length, a line end and so many bytes:
# a secret word, the program, the tests. Output (fd 1): lines that begin with
# the secret word; anything else on that descriptor is no verdict. Only built-in
# modules are imported: each other one costs milliseconds.
import posix
import sys


def main():
    secret, program, tests, out = prepare()
    compile_, exec_, write, leave = compile, exec, posix.write, posix._exit
    reserve = bytearray(1 << 20)

    def say(kind, detail=""):
        text = " ".join(detail.split())[:400]
        line = secret + " " + kind + " " + text + "\n"
        write(out, line.encode("utf-8", "replace"))

    def end(error, where, in_test=False):
        nonlocal reserve
        reserve = None
        say(*describe(error, where, in_test))
        leave(0)

    module = type(sys)("answer")
    sys.modules["answer"] = module
    space = module.__dict__
    try:
        exec_(compile_(program, "<answer>", "exec"), space)
    except BaseException as error:
        end(error, "")
    for test in tests:
        try:
            exec_(compile_(test, "<test>", "exec"), space)
        except AssertionError as error:
            if error.__traceback__.tb_next and error.__traceback__.tb_next.tb_next:
                end(error, test, True)
            say("wrong", test)
            say("got", value_of(test, space))
            leave(0)
        except BaseException as error:
            end(error, test, True)
    say("passed")
    leave(0)


def prepare():
    data = b""
    while True:
        part = posix.read(0, 1 << 20)
        if not part:
            break
        data += part
    fields = []
    start = 0
    while start < len(data):
        line = data.index(b"\n", start)
        end = line + 1 + int(data[start:line])
        fields.append(data[line + 1 : end].decode("utf-8"))
        start = end
    # The verdict gets a descriptor of its own; prints go where errors go,
    # which is nowhere.
    out = posix.dup(1)
    null = posix.open("/dev/null", posix.O_RDONLY)
    posix.dup2(null, 0)
    posix.close(null)
    posix.dup2(2, 1)
    sys.path[:] = [path for path in sys.path if path]
    sys.argv[:] = ["answer"]
    return fields[0], fields[1], fields[2:], out


def describe(error, where, in_test):
    name = type(error).__name__
    if isinstance(error, MemoryError):
        return "memory", name + line_of(error)
    if isinstance(error, SystemExit):
        return "error", "the program asked to exit" + line_of(error)
    try:
        message = str(error)
    except BaseException:
        message = ""
    kind = "forbidden" if isinstance(error, PermissionError) else "error"
    text = name + (": " + message if message else "") + line_of(error)
    return kind, text + (" in " + where if in_test else "")


def line_of(error):
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    if line is not None:
        return ""  # The message of a syntax error says it.
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<answer>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return "" if line is None else " (line %d)" % line


def value_of(test, space):
    # The left side of `assert f(2) == 7`, evaluated again.
    try:
        import _ast

        tree = compile(test, "<test>", "exec", _ast.PyCF_ONLY_AST)
        compared = tree.body[-1].test
        if not isinstance(compared, _ast.Compare):
            return ""
        left = _ast.Expression(compared.left)
        return repr(eval(compile(left, "<test>", "eval"), space))
    except BaseException:
        return ""


main()
