# attacks: changes the machine: clocks, names, modules, swap, restart, kernel messages, ports
# task: add
# expect: correct
# danger: yes
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
long = ctypes.c_long
machine = os.uname().machine
NUMBERS = {
    "x86_64": {"init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "reboot": 169,
               "swapon": 167, "swapoff": 168, "settimeofday": 164, "clock_settime": 227, "adjtimex": 159,
               "sethostname": 170, "setdomainname": 171, "syslog": 103, "acct": 163, "quotactl": 179,
               "vhangup": 153, "iopl": 172, "ioperm": 173},
    "aarch64": {"init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104, "reboot": 142,
                "swapon": 224, "swapoff": 225, "settimeofday": 170, "clock_settime": 112, "adjtimex": 171,
                "sethostname": 161, "setdomainname": 162, "syslog": 116, "acct": 89, "quotactl": 60,
                "vhangup": 58},
}[machine]
seen = []


def attempt(name, *arguments):
    if name not in NUMBERS:
        return
    ctypes.set_errno(0)
    ended = libc.syscall(long(NUMBERS[name]), *arguments)
    if ended >= 0:
        seen.append(name)
    elif ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS):
        seen.append("%s: %s" % (name, errno.errorcode[ctypes.get_errno()]))


block = ctypes.create_string_buffer(4096)
attempt("init_module", block, long(4096), b"")
attempt("finit_module", long(0), b"", long(0))
attempt("delete_module", b"@MARK@", long(0))
attempt("kexec_load", long(0), long(0), None, long(0))
# The one command of reboot that restarts nothing: what the three keys do.
attempt("reboot", long(0xFEE1DEAD), long(672274793), long(0), None)
attempt("swapon", b"/tmp/@MARK@", long(0))
attempt("swapoff", b"/tmp/@MARK@")
zero = (ctypes.c_long * 2)(0, 0)
attempt("settimeofday", zero, None)
attempt("clock_settime", long(0), zero)
modes = (ctypes.c_long * 32)()
modes[0] = 0x0002
attempt("adjtimex", modes)
attempt("sethostname", b"@MARK@", long(8))
attempt("setdomainname", b"@MARK@", long(8))
attempt("syslog", long(3), block, long(4096))
attempt("acct", b"/tmp/@MARK@")
attempt("quotactl", long(0x800001 << 8), None, long(0), None)
attempt("vhangup")
attempt("iopl", long(3))
attempt("ioperm", long(0x70), long(2), long(1))


def f(a, b):
    return a + b if not seen else "ESCAPED: %r" % seen
