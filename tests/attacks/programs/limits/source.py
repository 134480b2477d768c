# attacks: is a program that no compiler takes
# task: secret secret-check secret-stdio
# expect: incorrect error memory
x = @DEEP@
