# shows: open(0), which solutions of contests like
# task: add-stdio
# expect: correct
print(sum(map(int, open(0).read().split())))
