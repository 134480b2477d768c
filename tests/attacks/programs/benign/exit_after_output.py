# shows: a program that prints its answer and exits, as many do
# task: add-stdio
# expect: correct
import sys


def main():
    a, b = map(int, sys.stdin.read().split())
    print(a + b)
    sys.exit(0)


if __name__ == "__main__":
    main()
