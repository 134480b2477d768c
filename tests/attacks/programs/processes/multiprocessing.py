# attacks: starts workers through multiprocessing and concurrent.futures
# task: add
# expect: correct
# control: escapes
import multiprocessing
import os

seen = []
for method in ["fork", "spawn", "forkserver"]:
    try:
        worker = multiprocessing.get_context(method).Process(target=os.getpid)
        worker.start()
        worker.join(5)
        seen.append(method)
    except (OSError, ImportError, RuntimeError):
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: workers by %r" % seen
