# shows: a function's body whose first line has lost its indentation in a chat
# task: add-check
# expect: correct
total = a
    total += b
    return total
