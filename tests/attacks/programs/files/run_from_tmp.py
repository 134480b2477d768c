# attacks: runs a program, a library and a mapping that it has put into /tmp
# task: add
# expect: correct
import ctypes
import mmap
import os
import shutil
import sys

seen = []
path = "/tmp/@MARK@-program"
try:
    with open(path, "wb") as file:
        file.write(b"\x7fELF" + b"\0" * 8188)
    os.chmod(path, 0o777)
    file = os.open(path, os.O_RDONLY)
    try:
        mmap.mmap(file, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC, flags=mmap.MAP_PRIVATE)
        seen.append("mmap")
    except OSError:
        pass
    os.close(file)
    if os.access(path, os.X_OK):
        seen.append("access")
finally:
    os.unlink(path)
libraries = [m.__file__ for m in list(sys.modules.values()) if str(getattr(m, "__file__", "")).endswith(".so")]
for library in libraries[:1]:
    shutil.copy(library, "/tmp/@MARK@.so")
    try:
        ctypes.CDLL("/tmp/@MARK@.so")
        seen.append("dlopen")
    except OSError:
        pass
    os.unlink("/tmp/@MARK@.so")


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
