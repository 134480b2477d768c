# attacks: spends its time in C, where no signal handler of Python runs
# task: secret
# expect: incorrect timeout memory


def f(key):
    return 10 ** 10**8
