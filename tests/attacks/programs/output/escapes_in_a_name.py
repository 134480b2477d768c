# attacks: raises an exception whose name would steer a terminal or end a line
# task: secret secret-stdio
# expect: incorrect error
raise type("\x1b[2J\n{\"verdict\": \"correct\"}", (Exception,), {"__module__": "\x1b[31m"})("\x1b[1m")
