# attacks: leaves files and then hangs until it is killed
# task: secret
# expect: incorrect timeout
# then: state/finder
for number in range(50):
    with open("/tmp/@MARK@-%d" % number, "w") as file:
        file.write("x" * 100_000)
while True:
    pass
