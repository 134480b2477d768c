# shows: recursion that is deeper than the default, as in solutions of contests
# task: add add-stdio
# expect: correct
import sys
import threading

sys.setrecursionlimit(20000)


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


def f(a, b):
    return a + b if down(15000) == 15000 else None


if __name__ == "__main__":
    threading.stack_size(64 << 20)

    def main():
        print(f(*map(int, input().split())))

    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
