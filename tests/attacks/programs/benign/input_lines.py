# shows: input() until there is no more
# stdio: "3\n1\n2\n3\n" "6\n"
# stdio: "1\n5" "5"
# expect: correct
n = int(input())
total = 0
while True:
    try:
        total += int(input())
    except EOFError:
        break
print(total)
