# attacks: unpacks a few kilobytes into gigabytes
# task: secret
# expect: incorrect memory
import zlib


def f(key):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(2048)) + packer.flush()
    return len(zlib.decompress(packed))
