# attacks: ends the program as if all had gone well
# task: secret secret-check secret-cases secret-stdio
# expect: incorrect error wrong
# control: passes
import sys

sys.exit(0)
