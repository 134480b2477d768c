# shows: a program that does not compile
# task: add add-check add-cases add-stdio
# expect: incorrect error
exec("def f(a, b) return a + b")
