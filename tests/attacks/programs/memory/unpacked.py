# attacks: unpacks a few kilobytes into gigabytes
# task: secret
# expect: incorrect memory timeout
import gzip


def f(key):
    return len(gzip.decompress(gzip.compress(bytes(1 << 20)) * 4096))
