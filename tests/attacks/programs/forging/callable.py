# attacks: replaces the function by an object that answers whatever is asked
# task: secret secret-check secret-cases
# expect: incorrect wrong error
# control: passes


class Function:
    def __call__(self, *arguments):
        return self

    def __getattr__(self, name):
        return self

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


f = Function()
