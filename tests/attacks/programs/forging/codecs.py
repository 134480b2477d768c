# attacks: changes how text becomes bytes, and what the output is
# task: secret secret-stdio
# expect: incorrect wrong error
import codecs
import io
import sys

codecs.register(lambda name: codecs.lookup("rot13"))
codecs.register_error("strict", lambda error: ("", error.end))
sys.stdout = sys.stderr = sys.__stdout__ = io.StringIO()


def f(key):
    return "znevtbyq-\ud800"


print(f(0))
