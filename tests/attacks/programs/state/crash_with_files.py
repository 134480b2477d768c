# attacks: leaves files and then crashes, so that nobody tidies up
# task: secret secret-stdio
# expect: incorrect error
# then: state/finder
import ctypes
import os

for number in range(50):
    with open("/tmp/@MARK@-%d" % number, "w") as file:
        file.write("x" * 100_000)
ctypes.string_at(1)
