# shows: a program that prints the right answer and then crashes
# task: add-stdio
# expect: incorrect error
import ctypes

print(sum(map(int, input().split())), flush=True)
ctypes.string_at(1)
