# shows: white space at the ends of lines, which does not count
# stdio: "2 3\n" "5\n6\n"
# expect: correct
print("5   ")
print("6\n\n")
