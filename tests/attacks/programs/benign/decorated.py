# shows: decorators, closures and keyword arguments
# task: add add-check add-cases
# expect: correct
import functools


def traced(function):
    @functools.wraps(function)
    def wrapper(*arguments, **named):
        wrapper.n_calls += 1
        return function(*arguments, **named)

    wrapper.n_calls = 0
    return wrapper


@traced
@functools.lru_cache(maxsize=None)
def f(a, b=0, *, scale=1):
    return scale * (a + b)
