# attacks: prints without end
# task: secret secret-stdio
# expect: incorrect timeout error forbidden wrong memory
while True:
    print("x" * 1000)
