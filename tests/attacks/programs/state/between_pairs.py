# attacks: learns from one run of a program what it needs in the next
# stdio: "1\n" "1\n"
# stdio: "2\n" "1\n"
# expect: incorrect wrong error
import os

path = "/tmp/@MARK@-count"
count = 1
if os.path.exists(path):
    with open(path) as file:
        count = int(file.read()) + 1
with open(path, "w") as file:
    file.write(str(count))
# The first run is right if nothing is left, the second if something is.
print(1 if (count == 1) == (input() == "1") else 0)
