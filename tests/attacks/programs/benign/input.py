# shows: the ways to read
# task: add-stdio
# expect: correct
import sys

first = sys.stdin.readline()
rest = sys.stdin.read()
a, b = map(int, (first + rest).split())
sys.stdout.write(str(a + b))
