# attacks: opens devices, and makes nodes of them
# task: add
# expect: correct
import os
import stat

seen = []
for name in (
    "mem kmem port kmsg sda vda nvme0n1 loop0 loop-control tty tty0 console ptmx fuse kvm net/tun uinput "
    "snapshot rtc hwrng nvidia0 nvidiactl dri/card0 btrfs-control mapper/control vhost-net vsock userfaultfd"
).split():
    for mode in [os.O_RDONLY, os.O_WRONLY]:
        try:
            os.close(os.open("/dev/" + name, mode | os.O_NONBLOCK | os.O_NOCTTY))
            seen.append(name)
        except OSError:
            pass
for folder in ["/dev/shm", "/dev/pts", "/dev/mqueue", "/dev/hugepages"]:
    if os.path.isdir(folder):
        seen.append(folder)
for major, minor, kind in [(1, 1, stat.S_IFCHR), (1, 11, stat.S_IFCHR), (8, 0, stat.S_IFBLK), (254, 0, stat.S_IFBLK)]:
    path = "/tmp/@MARK@-node"
    try:
        os.mknod(path, kind | 0o666, os.makedev(major, minor))
        try:
            os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
            seen.append((major, minor))
        finally:
            os.unlink(path)
    except OSError:
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: opened %r" % seen
