# Processes seen from outside: their making, clocks and ends.
#
# Knows: process numbers and what the kernel says of them. Must never know: answers,
# tests, verdicts. Used by the fork server.
import errno
import os
import signal
import sys
import time

# `ru_maxrss` is in KiB, but for macOS.
KIB = 1 if sys.platform.startswith("linux") else 1024


def fork():
    """The new process's number, 0 in it, `None` where there is none to be had."""
    try:
        return os.fork()
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.ENOMEM, errno.EPERM):
            raise
        return None


def kill(pid):
    # The whole group first: where there is no filter a program may have children.
    for function in (os.killpg, os.kill):
        try:
            function(pid, signal.SIGKILL)
        except OSError:
            pass


def clock_of(pid):
    """Seconds of processor time that a process has used; 0 where that cannot be known."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except (OSError, AttributeError, OverflowError):
        return 0.0


def close_all(descriptors):
    for descriptor in descriptors:
        os.close(descriptor)


def used_of_tmp():
    """What is used of /tmp. Its mode and times are set back: word could be left in them."""
    os.chmod("/tmp", 0o700)
    os.utime("/tmp", (0, 0))
    found = os.statvfs("/tmp")
    return found.f_blocks - found.f_bfree, found.f_files - found.f_ffree
