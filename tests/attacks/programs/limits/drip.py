# attacks: sleeps a little, again and again, and prints in between
# task: secret secret-stdio
# expect: incorrect timeout
import time

while True:
    time.sleep(0.01)
    print(".", end="", flush=True)
