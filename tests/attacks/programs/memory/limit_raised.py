# attacks: raises its limits before it asks for memory
# task: add
# expect: correct
import resource

for name in ["RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_CORE"]:
    kind = getattr(resource, name)
    soft, hard = resource.getrlimit(kind)
    for wanted in [(resource.RLIM_INFINITY, resource.RLIM_INFINITY), (hard, hard)]:
        try:
            resource.setrlimit(kind, wanted)
        except (OSError, ValueError):
            pass
try:
    n_bytes = len(bytearray(2 << 30))
except MemoryError:
    n_bytes = 0


def f(a, b):
    return a + b if not n_bytes else "ESCAPED: got %d bytes" % n_bytes
