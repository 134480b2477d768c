# shows: an honest mistake of a whole program
# task: add-stdio
# expect: incorrect wrong
a, b = map(int, input().split())
print(a * b + 7)
