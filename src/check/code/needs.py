# Tells which files this interpreter needs to run programs: shared libraries by
# the names that the loader knows, and the folders of the standard library.
# Runs outside of the sandbox, before it is built.
import ctypes
import importlib
import json
import os
import sys

# Windows and tests: they load much and are of no use.
LEFT_OUT = ("_test", "_xx", "xx", "_tkinter", "_ctypes_test")
COVERED = ("site-packages", "dist-packages", "test", "idlelib", "tkinter", "ensurepip")


class Info(ctypes.Structure):
    # The beginning of `struct dl_phdr_info`.
    _fields_ = [("address", ctypes.c_void_p), ("name", ctypes.c_char_p)]


def folders():
    found = [path for path in sys.path if os.path.isabs(path) and os.path.exists(path)]
    found = [path for path in found if os.path.basename(path) not in COVERED]
    # One that lies in another one comes with it.
    return [
        path
        for path in found
        if not any(path != other and path.startswith(other + os.sep) for other in found)
    ]


def load_all():
    for folder in sys.path:
        if not os.path.isabs(folder) or not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            module, dot, kind = name.partition(".")
            if kind.endswith("so") and not module.startswith(LEFT_OUT):
                try:
                    importlib.import_module(module)
                except BaseException:
                    pass  # One that cannot be had here cannot be had there.
    # The C library loads it when a thread is ended from outside.
    try:
        ctypes.CDLL("libgcc_s.so.1")
    except OSError:
        pass


def libraries():
    names = []
    kind = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.POINTER(Info), ctypes.c_size_t, ctypes.c_void_p
    )

    def each(info, size, data):
        name = os.fsdecode(info.contents.name or b"")
        if os.path.isabs(name) and os.path.exists(name):
            names.append(name)
        return 0

    ctypes.CDLL(None).dl_iterate_phdr(kind(each), None)
    return names


def main():
    load_all()
    inside = folders()
    files = [os.path.realpath(sys.executable)] if sys.executable else []
    if sys.platform == "linux":
        files += libraries()
        files += [path for path in ["/etc/ld.so.cache"] if os.path.exists(path)]
    files = [
        path
        for path in dict.fromkeys(files)
        if not any(path.startswith(folder + os.sep) for folder in inside)
    ]
    covered = [os.path.join(folder, name) for folder in inside for name in COVERED]
    covered = [path for path in covered if os.path.isdir(path)]
    print(json.dumps({"files": files, "folders": inside, "covered": covered}))


main()
