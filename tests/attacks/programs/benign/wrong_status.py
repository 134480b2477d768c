# shows: a program that prints the right answer and then says that it has failed
# task: add-stdio
# expect: incorrect error
import sys

print(sum(map(int, input().split())))
sys.exit(3)
