# attacks: ends the process without a word
# task: secret secret-check secret-cases secret-stdio
# expect: incorrect error wrong
# control: passes
import os

os._exit(0)
