# Each function tries to get at something outside, and tells what worked. Above
# stand the names of what lies ready: FILES, FOLDER, PORT, SOCKET, HARNESS.
import os

HELD = "held"


def harmless():
    return HELD


def read():
    for path in FILES:
        try:
            with open(path, "rb") as file:
                file.read(1)
            return path
        except OSError:
            pass
    return HELD


def write():
    # What is there, and what would be new; a new file in a /tmp of its own is no harm.
    tries = [(path, "r+b") for path in FILES]
    tries += [(path, "ab") for path in [FOLDER + "/new", "/new", "/dev/new"]]
    for path, mode in tries:
        try:
            with open(path, mode):
                return path
        except OSError:
            pass
    return HELD


def connect():
    try:
        import socket

        with socket.create_connection(("127.0.0.1", PORT), 5):
            return "the network"
    except OSError:
        pass
    try:
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(SOCKET)
        return "a socket without a file"
    except OSError:
        return HELD


def see():
    try:
        return " ".join(name for name in os.listdir("/proc") if name.isdigit())[:60] or HELD
    except OSError:
        return HELD


def signal():
    for process in [HARNESS, os.getppid(), 1, -1]:
        try:
            os.kill(process, 0)
            return str(process)
        except OSError:
            pass
    return HELD


def start():
    try:
        if os.fork() == 0:
            os._exit(0)
        return "fork"
    except OSError:
        pass
    try:
        os.posix_spawn(EXECUTABLE, [EXECUTABLE, "-V"], {})
        return "posix_spawn"
    except OSError:
        return HELD


def take_memory():
    try:
        return str(len(bytearray(1 << 30)))
    except MemoryError:
        return HELD


def environment():
    known = {"PYTHONHASHSEED", "PYTHONUTF8", "LC_CTYPE"}
    return " ".join(sorted(set(os.environ) - known))[:60] or HELD
