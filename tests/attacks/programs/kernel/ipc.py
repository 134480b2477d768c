# attacks: leaves memory, semaphores and queues behind that outlive their process
# task: add
# expect: correct
# then: state/finder
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
key = int("@IPC_KEY@")
# What was made lies in a namespace that dies with its lane; the finder and the judge look for it.
libc.shmget(key, 4096, 0o1666)
libc.semget(key, 1, 0o1666)
libc.msgget(key, 0o1666)


def f(a, b):
    return a + b
