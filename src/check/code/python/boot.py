# Makes modules of the other files' texts and starts the fork server.
#
# Knows: the setup (texts, limits, the filter on system calls), which comes first
# on descriptor 0. Must never read further than that: what follows are jobs.
import json
import os
import sys


def read_exactly(n_bytes):
    data = b""
    while len(data) < n_bytes:
        part = os.read(0, n_bytes - len(data))
        if not part:
            os._exit(0)
        data += part
    return data


def read_setup():
    digits = b""
    while not digits.endswith(b"\n"):
        digits += read_exactly(1)
    return json.loads(read_exactly(int(digits)))


def load(name, sources, loaded):
    # The files import each other as `from overthink_wire import …`. Their names
    # leave sys.modules before an answer runs.
    class Finder:
        @staticmethod
        def find_spec(full, path=None, target=None):
            short = full[len("overthink_") :]
            if full.startswith("overthink_") and short in sources:
                from importlib.machinery import ModuleSpec

                return ModuleSpec(full, Finder)
            return None

        @staticmethod
        def create_module(spec):
            return None

        @staticmethod
        def exec_module(module):
            short = module.__name__[len("overthink_") :]
            code = compile(sources[short], "<overthink %s>" % short, "exec", 0, True)
            loaded.append(module)
            exec(code, module.__dict__)

    sys.meta_path.insert(0, Finder)
    try:
        return __import__("overthink_" + name)
    finally:
        sys.meta_path.remove(Finder)


def main():
    setup = read_setup()
    loaded = []
    sources = setup.pop("sources")
    try:
        server = load("server", sources, loaded)
        state = server.prepare(setup)
    except Exception as error:
        reason = "%s: %s" % (type(error).__name__, error)
        os.write(1, json.dumps({"ready": False, "reason": reason}).encode() + b"\n")
        os._exit(1)
    for module in loaded:
        sys.modules.pop(module.__name__, None)
    server.main(state)


main()
