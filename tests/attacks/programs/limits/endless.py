# attacks: never ends
# task: secret secret-check secret-stdio secret-cases
# expect: incorrect timeout
while True:
    pass
