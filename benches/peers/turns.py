"""Measures the engine and one peer in turns, so that both meet the same hours of a shared machine.

    python turns.py BENCH CACHE FORM PEER [--rounds 3] [--settings fixed:8:8,mixed:8:64] [--threads 2]

BENCH is the built program of `cargo bench --bench mixed --no-run`, FORM a folder in CACHE such as `L-genai-int4`, PEER what
`measure.py` knows. Prints a JSON line for each setting: both rates and their ratio in each round, and the median ratio;
`wall_per_library` is the lowest of our rounds.
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def theirs(args, setting):
    size = args.form.split("-")[0]
    # transformers runs the model itself, no export.
    form = size if args.peer == "transformers" else args.form
    command = [sys.executable, str(HERE / "measure.py"), str(args.cache), size, args.peer, "--form", form,
               "--threads", str(args.threads), "--rounds", "1", "--settings", setting]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(said.splitlines()[-1])["tokens_per_s"]


def ours(args, workload, batch, jobs):
    command = [args.bench, "--bench", str(args.cache / args.form), str(args.cache / f"{workload}.json"), "--batch", batch,
               "--jobs", jobs, "--threads", str(args.threads), "--rounds", "1"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate, wall = re.search(r"in ([\d.]+) s", said), re.search(r"wall / library ([\d.]+)", said)
    tokens = int(re.search(r"(\d+) new tokens", said)[1])
    return tokens / float(rate[1]), float(wall[1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("cache", type=Path)
    parser.add_argument("form")
    parser.add_argument("peer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--settings", default="fixed:8:8,fixed:32:32,mixed:8:64,mixed:32:128")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    for setting in args.settings.split(","):
        workload, batch, jobs = setting.split(":")
        rounds = []
        for _ in range(args.rounds):
            peer = theirs(args, setting)
            rate, wall = ours(args, workload, batch, jobs)
            rounds.append((round(peer, 1), round(rate, 1), round(rate / peer, 3), wall))
        line = {
            "form": args.form, "peer": args.peer, "workload": workload, "batch": int(batch), "jobs": int(jobs),
            "threads": args.threads, "peer_tokens_per_s": [r[0] for r in rounds], "tokens_per_s": [r[1] for r in rounds],
            "ratios": [r[2] for r in rounds], "median_ratio": round(statistics.median(r[2] for r in rounds), 3),
            "wall_per_library": min(r[3] for r in rounds),
        }
        print(json.dumps(line), flush=True)
