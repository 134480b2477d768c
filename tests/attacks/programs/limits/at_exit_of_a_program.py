# attacks: prints its answer, and then will not end
# task: secret-stdio
# expect: incorrect timeout wrong
import atexit
import time

print("0")
atexit.register(time.sleep, 3600)
