# attacks: has C code recurse: repr, compare, hash, copy and parse what is nested deeply
# task: secret
# expect: incorrect error memory
import ast
import json


def f(key):
    nested = []
    for _ in range(1_000_000):
        nested = [nested]
    for action in [lambda: repr(nested), lambda: nested == [nested], lambda: json.dumps(nested)]:
        try:
            action()
        except RecursionError:
            pass
    for text in ["[" * 1_000_000, "(" * 1_000_000, "-" * 1_000_000 + "1"]:
        for action in [lambda: json.loads(text), lambda: ast.parse(text)]:
            try:
                action()
            except (RecursionError, ValueError, SyntaxError, MemoryError):
                pass
    raise LookupError("through")
