# attacks: leaves a memory image of its process behind
# task: secret
# expect: incorrect error forbidden
# then: state/finder
import ctypes
import os
import resource

try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (OSError, ValueError):
    pass
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
os.abort()
