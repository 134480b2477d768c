# attacks: is easy to write and hard to compile
# task: secret
# expect: incorrect error memory timeout


def f(key):
    for text in ["((" * 100_000, "x = " + "1+" * 300_000 + "1", "lambda: " * 20_000 + "0", "[" * 500 + "]" * 500]:
        try:
            compile(text, "text", "exec")
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            pass
    raise LookupError("through")
