# attacks: raises what would clear a terminal, set its title and type into it
# task: secret secret-check secret-stdio secret-cases
# expect: incorrect error
raise ValueError("\x1b[2J\x1b]0;owned\x07\x1bP+q\x1b\\\x9b31m\x08\x08\r\x00\u202e\u2066gnp.exe \x7f\u2028\u2029")
