# attacks: defines the function under another name, several times, and by a module's attribute hook
# task: secret secret-check secret-cases
# expect: incorrect error wrong


def __getattr__(name):
    return lambda *_: True


def g(key):
    return None
