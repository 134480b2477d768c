"""Math-Verify on the same pairs as `cargo bench --bench math`: one line of JSON.

Bare answers are handed over in dollars, the form in which it does best,
with its timeouts as they are by default (5 s).
"""

import argparse
import json
import logging
import time

begin = time.perf_counter()
from math_verify import parse, verify  # noqa: E402

IMPORT_S = time.perf_counter() - begin
logging.disable(logging.CRITICAL)


def check(target, answer):
    try:
        gold = parse(f"${target}$", parsing_timeout=TIMEOUT)
        given = parse(f"${answer}$", parsing_timeout=TIMEOUT)
        return bool(verify(gold, given, timeout_seconds=TIMEOUT))
    except Exception:
        return False


def main():
    global TIMEOUT
    arguments = argparse.ArgumentParser()
    arguments.add_argument("cases")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--timeout", type=int, default=5, help="seconds for one parse or comparison")
    args = arguments.parse_args()
    TIMEOUT = args.timeout
    with open(args.cases, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file if line.strip()]
    cases = [case for case in cases if case.get("answer") is not None]
    labelled = [case for case in cases if not case.get("quirk") and "expect" in case]
    # This also loads what is loaded late.
    verdicts = [(check(case["target"], case["answer"]), case["expect"]) for case in labelled]
    right = sum(ours == label for ours, label in verdicts)
    false_equal = sum(ours and not label for ours, label in verdicts)
    times = [[] for _ in cases]
    for _ in range(args.rounds):
        for case, own in zip(cases, times):
            start = time.perf_counter()
            check(case["target"], case["answer"])
            own.append(time.perf_counter() - start)
    total = sum(sum(own) for own in times)
    n = sum(len(own) for own in times)
    medians = sorted(sorted(own)[len(own) // 2] * 1e6 for own in times)
    print(
        json.dumps(
            {
                "checker": "math-verify",
                "cases": len(cases),
                "checks": n,
                "per_second": n / total,
                "median_us": medians[len(medians) // 2],
                "p99_us": medians[int(len(medians) * 0.99)],
                "max_us": medians[-1],
                "right": right,
                "labelled": len(labelled),
                "false_equal": false_equal,
                "import_s": IMPORT_S,
            }
        )
    )


if __name__ == "__main__":
    main()
