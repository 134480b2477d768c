"""Writes the jobs that the peers and the engine are measured on.

    python workload.py CACHE

`fixed.json`: 32 prompts of 128 tokens, 128 new ones each. `mixed.json`: 128 prompts of 32 to 128 tokens and log-normal
numbers of new ones (sigma 0.8, mean about 130, at most 768). A job is {"prompt": "w7 w23 …", "n_new": 128}; a word is a token.
"""

import json
import random
import sys
from pathlib import Path

WORDS = 2048  # every model has these
N_FIXED, N_MIXED = 32, 128


def job(draw, length, n_new):
    return {"prompt": " ".join(f"w{draw.randrange(2, WORDS)}" for _ in range(length)), "n_new": n_new}


if __name__ == "__main__":
    cache = Path(sys.argv[1])
    draw = random.Random(18)
    fixed = [job(draw, 128, 128) for _ in range(N_FIXED)]
    mixed = [job(draw, draw.randint(32, 128), min(768, max(8, round(draw.lognormvariate(4.55, 0.8))))) for _ in range(N_MIXED)]
    for name, jobs in {"fixed": fixed, "mixed": mixed}.items():
        (cache / f"{name}.json").write_text(json.dumps(jobs, indent=0) + "\n")
        lengths = [job["n_new"] for job in jobs]
        print(f"{name}: {len(jobs)} jobs, {sum(lengths)} new tokens, at most {max(lengths)}")
