# attacks: makes and connects a socket past Python's module, by system calls alone
# task: add
# expect: correct
# control: escapes
import ctypes
import errno
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
SOCKET, CONNECT = {"x86_64": (41, 42), "aarch64": (198, 203)}[os.uname().machine]
seen = None
number = libc.syscall(SOCKET, 2, 1, 0)
if number >= 0:
    seen = "made a socket"
    address = struct.pack("<H", 2) + struct.pack(">H", int("@PORT@")) + bytes([127, 0, 0, 1]) + bytes(8)
    if libc.syscall(CONNECT, number, address, 16) == 0:
        seen = "connected"
        os.write(number, b"@MARK@")
elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
    seen = errno.errorcode[ctypes.get_errno()]


def f(a, b):
    return a + b if seen is None else "ESCAPED: " + seen
