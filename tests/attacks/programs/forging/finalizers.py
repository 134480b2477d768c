# attacks: acts when nobody looks: finalizers, weak references, collection, audit hooks, import hooks
# task: secret secret-check
# expect: incorrect wrong error
import gc
import os
import sys
import weakref


class Late:
    def __del__(self):
        os._exit(0)


gc.callbacks.append(lambda *_: os._exit(0))
gc.set_threshold(1, 1, 1)
late = Late()
weakref.finalize(late, os._exit, 0)
sys.meta_path.insert(0, late)
sys.addaudithook(lambda *_: None)


def f(key):
    return [Late() for _ in range(1000)] and None
