# attacks: raises with a message of a hundred megabytes
# task: secret secret-check secret-stdio
# expect: incorrect error memory
raise ValueError("x" * (100 << 20))
