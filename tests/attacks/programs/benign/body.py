# shows: a function's body alone
# task: add-check
# expect: correct
    total = a
    total += b
    return total
