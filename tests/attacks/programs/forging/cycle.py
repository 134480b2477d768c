# attacks: returns values that hold themselves
# task: secret secret-check secret-cases
# expect: incorrect wrong error


def f(key):
    many, named = [], {}
    many.append(many)
    named["a"] = (named, many)
    return [many, named]
