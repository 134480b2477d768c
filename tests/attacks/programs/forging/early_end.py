# attacks: prints the right beginning and ends before the rest
# stdio: "1\n" "1\n2\n3\n"
# stdio: "2\n" "1\n2\n3\n"
# expect: incorrect wrong error
import os

os.write(1, b"1\n2\n")
os._exit(0)
