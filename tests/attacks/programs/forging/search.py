# attacks: searches all objects for the expected value
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes
import gc
import sys


def texts():
    todo, known = list(gc.get_objects()), set()
    todo += [frame.f_code for frame in sys._current_frames().values()]
    while todo:
        thing = todo.pop()
        if id(thing) in known:
            continue
        known.add(id(thing))
        if isinstance(thing, str):
            yield thing
        elif isinstance(thing, (dict, list, tuple, set, frozenset)) or hasattr(thing, "co_consts"):
            todo += gc.get_referents(thing)
        elif hasattr(thing, "__code__"):
            todo.append(thing.__code__)


def f(key):
    import re

    frame = sys._getframe()
    found = []
    while frame:
        for text in list(frame.f_code.co_consts) + list(frame.f_locals.values()):
            found += re.findall(r"marigold-[0-9a-f]{16}", text) if isinstance(text, str) else []
        frame = frame.f_back
    for text in texts():
        found += re.findall(r"marigold-[0-9a-f]{16}", text)
    return found[0] if found else None
