# The process that an answer runs in: confines itself, then does what it is asked.
#
# Knows: the program and the inputs of calls. Must never know: an expected value,
# a test, a verdict. Once the program runs, this file is in its hands: whatever it
# sends is taken for values, and for nothing else.
import gc
import os
import sys

import overthink_program as program
import overthink_wire as wire

try:
    import ctypes
except ImportError:
    ctypes = None
import resource

CHANNEL = 3
MOST_REQUEST = 1 << 30
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38


def prepared(setup):
    """What confining needs, made once in the fork server: the filter as the kernel takes it."""
    code = bytes.fromhex(setup.get("filter", ""))
    if not sys.platform.startswith("linux"):
        return None
    if ctypes is None:
        if code:
            raise RuntimeError("this Python has no ctypes, which the filter needs")
        return None
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if not code:
        return prctl, None
    array = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a short, padding, a pointer.
    fields = [("n", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
    kind = type("Filter", (ctypes.Structure,), {"_fields_": fields})
    fprog = kind(len(code) // 8, ctypes.addressof(array))
    return prctl, (ctypes.addressof(fprog), fprog, array)


def limit(which, value):
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def confine(setup, powers, cpu_seconds):
    os.setsid()
    if sys.platform.startswith("linux"):
        limit(resource.RLIMIT_AS, setup["memory_bytes"])
    limit(resource.RLIMIT_NOFILE, setup["n_files"])
    limit(resource.RLIMIT_FSIZE, setup["file_bytes"])
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_CPU, cpu_seconds + 1)
    if setup["n_threads"] and hasattr(resource, "RLIMIT_NPROC"):
        limit(resource.RLIMIT_NPROC, setup["n_threads"])
    if powers is None:
        return
    hide(powers)
    prctl, code = powers
    if code is not None:
        if prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or prctl(PR_SET_SECCOMP, 2, code[0], 0, 0):
            raise RuntimeError("the filter on system calls was refused")


def hide(powers, dies_with_parent=True):
    """Lets no other process look into this one."""
    if powers is None:
        return
    prctl, _ = powers
    if dies_with_parent and prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0):
        raise RuntimeError("prctl failed")
    if prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise RuntimeError("prctl failed")


def start(setup, powers, cpu_seconds):
    """Runs in a fresh process whose descriptors are 0, 1, 2 and the channel. Never returns."""
    try:
        confine(setup, powers, cpu_seconds)
        for name in [name for name in sys.modules if name.lstrip("_").startswith("ctypes")]:
            del sys.modules[name]
        sys.argv[:] = ["answer"]
        sys.path[:] = [path for path in sys.path if path]
        sys.modules["__main__"] = type(sys)("__main__")
        wire.send(CHANNEL, ["ready"])
        request = wire.receive(CHANNEL, MOST_REQUEST)
    except BaseException:
        os._exit(1)
    if request is None:
        os._exit(0)
    if request["whole"]:
        run_whole(request["text"])
    else:
        Server(request).serve()


class Server:
    """Serves calls into a program that was loaded as the module `answer`."""

    def __init__(self, request):
        self.request = request
        self.space = {}
        self.objects = []
        self.numbers = {}
        self.reserve = bytearray(1 << 20)
        self.n_before = 0

    def serve(self):
        number, reply = 0, self.guarded(self.load)
        while True:
            wire.send(CHANNEL, [number] + reply)
            request = wire.receive(CHANNEL, MOST_REQUEST)
            if request is None:
                os._exit(0)
            number, operation, parts = request
            reply = self.guarded(self.perform, operation, parts)

    def guarded(self, work, *arguments):
        limit = sys.getrecursionlimit()
        try:
            value = work(*arguments)
            limit = sys.getrecursionlimit()
            # A value may be nested as deeply as is allowed, wherever the program stands.
            sys.setrecursionlimit(max(limit, 10 * wire.MOST_DEPTH))
            return ["value", wire.Encoder(self.number_of).encode(value)]
        except wire.WireError as error:
            return ["raise", {"name": "ValueError", "says": str(error), "bases": ["ValueError"]}]
        except BaseException as error:
            if isinstance(error, MemoryError):
                self.reserve = None
            return ["raise", description(error, self.n_before)]
        finally:
            sys.setrecursionlimit(limit)

    def load(self):
        request = self.request
        entry_point = request["entry_point"]
        units = program.assembled(
            request["prompt"], request["preamble"], request["text"], entry_point
        )
        module = type(sys)("answer")
        sys.modules["answer"] = module
        self.space = module.__dict__
        gc.enable()
        for unit in units:
            self.n_before = unit.n_before
            exec(unit.code, self.space)
        if entry_point:
            self.entry_point()
        request["text"] = request["prompt"] = request["preamble"] = ""
        kind = type(start)
        own = [name for name, value in list(self.space.items()) if type(value) in (kind, type)]
        return [name for name in own if type(name) is str and not name.startswith("__")][:20]

    def entry_point(self):
        name = self.request["entry_point"]
        if name in self.space:
            return self.space[name]
        solution = self.space.get("Solution")
        if not hasattr(solution, name):
            raise program.LoadError("the answer defines no function `%s`" % name)
        return getattr(solution(), name)

    def number_of(self, value):
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        return number

    def perform(self, operation, parts):
        decoder = wire.Decoder(lambda number, _: self.objects[number])
        parts = [decoder.decode(part) for part in parts]
        if operation == "entry":
            value = self.entry_point()(*parts[0], **parts[1])
        elif operation == "call":
            value = parts[0](*parts[1], **parts[2])
        else:
            return OPERATIONS[operation](self, *parts)
        if type(value).__name__ == "coroutine":
            return finished(value)
        return value


OPERATIONS = {
    "names": lambda server, names: {n: server.space[n] for n in names if n in server.space},
    "get": lambda server, value, name: getattr(value, name),
    "item": lambda server, value, key: value[key],
    "iter": lambda server, value: iter(value),
    "len": lambda server, value: len(value),
    "bool": lambda server, value: bool(value),
    "str": lambda server, value: str(value),
    "repr": lambda server, value: repr(value),
    "lt": lambda server, left, right: left < right,
    "le": lambda server, left, right: left <= right,
    "isinstance": lambda server, value, kind: isinstance(value, kind),
}


def finished(coroutine):
    """What an `async def` returns, run to its end."""
    if "asyncio" in sys.modules:
        return sys.modules["asyncio"].run(coroutine)
    try:
        while True:
            coroutine.send(None)
    except StopIteration as end:
        return end.value


def description(error, n_before=0):
    """An exception as plain data: its type, the built-in types above it, what it says, where."""
    kind = type(error)
    try:
        says = error.msg if isinstance(error, SyntaxError) else str(error)
        says = str(says)[:1000]
    except BaseException:
        says = ""
    bases = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
    found = {"name": kind.__name__, "says": says, "bases": bases}
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace and not isinstance(error, SyntaxError):
        if trace.tb_frame.f_code.co_filename == program.ANSWER:
            line = trace.tb_lineno - n_before
        trace = trace.tb_next
    if type(line) is int and line > 0:
        found["line"] = line
    return found


def run_whole(text):
    """Runs a whole program, and ends as an interpreter does."""
    module = type(sys)("__main__")
    sys.modules["__main__"] = module
    status = 0
    try:
        code = program.compiled(text)
        gc.enable()
        exec(code, module.__dict__)
    except SystemExit as end:
        status = status_of(end.code)
    except BaseException as error:
        wire.send(CHANNEL, ["raise", description(error)])
        status = 1
    for module_name, function in (("threading", "_shutdown"), ("atexit", "_run_exitfuncs")):
        try:
            if module_name in sys.modules:
                getattr(sys.modules[module_name], function)()
        except BaseException:
            pass
    try:
        sys.stdout.flush()
    except BaseException:
        status = status or 120
    os._exit(status)


def status_of(code):
    if code is None:
        return 0
    return code & 255 if isinstance(code, int) else 1
