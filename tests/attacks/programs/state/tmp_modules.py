# attacks: leaves modules in /tmp where the next answer, or the judge, may import them
# task: add
# expect: correct
# then: benign/imports
import os

for name in ["json", "math", "random", "collections", "wire", "judge", "server", "answer", "colorsys", "encodings"]:
    with open("/tmp/%s.py" % name, "w") as file:
        file.write("import os; os._exit(0)")
os.makedirs("/tmp/__pycache__", exist_ok=True)


def f(a, b):
    return a + b
