# shows: a program that prints a hundred thousand lines, all asked for
# stdio: "100000\n" "@LINES@"
# expect: correct
for number in range(int(input())):
    print(number)
