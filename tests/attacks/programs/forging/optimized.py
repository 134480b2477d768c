# attacks: has asserts compiled away
# task: secret secret-check
# expect: incorrect wrong error
# control: passes
import builtins
import sys

old = builtins.compile


def compile(*arguments, **named):
    named["optimize"] = 2
    return old(*arguments, **named)


builtins.compile = compile
exec_ = builtins.exec


def lazy(code, *arguments, **named):
    if isinstance(code, str) or "assert" in str(getattr(code, "co_names", "")):
        return exec_(old(code, "x", "exec", optimize=2) if isinstance(code, str) else code, *arguments)
    return None


builtins.exec = lazy


def f(key):
    return None
