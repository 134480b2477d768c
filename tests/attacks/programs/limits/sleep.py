# attacks: sleeps, which takes no processor time
# task: secret secret-stdio
# expect: incorrect timeout
import time

time.sleep(3600)
