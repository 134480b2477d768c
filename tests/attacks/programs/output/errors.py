# attacks: writes to the error output without end
# task: secret secret-stdio
# expect: incorrect timeout error forbidden wrong memory
import os

while True:
    os.write(2, b"x" * 65536)
