"""The most memory that `overthink model bench` takes, beside what `overthink model fit` says and beside
a bar: weights + 1.2 (GroupQueryAttention) or 2.2 (plain attention) times the planned cache + 256 MiB for logits.

    cargo build --release
    python benches/memory_bars.py FOLDER… [--loads 32:128:16,32:512:128] [--rounds 1,2,5,10]

A load is batch:prompt:new; `--rounds` repeats each load so often in one process and shows the peak of
each, which does not grow where memory is flat. The peak is the kernel's (`ru_maxrss`), so a busy
machine does not change it. Linux; Python's own library is enough.
"""

import argparse
import json
import os
import pathlib
import subprocess

LOGIT_BYTES = 256 << 20


def program():
    root = pathlib.Path(__file__).resolve().parent.parent
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    return str(target / "release" / "overthink")


def peak_bytes(overthink, folder, batch, prompt, new, rounds):
    """Of one process, from its start to its end."""
    arguments = [overthink, "model", "bench", folder, "--device", "cpu", "--threads", "1", "--cache", "16"]
    for flag, value in [("--batch", batch), ("--prompt", prompt), ("--new", new), ("--rounds", rounds)]:
        arguments += [flag, str(value)]
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(overthink, arguments, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return usage.ru_maxrss * 1024


def fit(overthink, folder, batch, prompt, new):
    arguments = [overthink, "model", "fit", folder, "--batch", str(batch), "--prompt", str(prompt)]
    arguments += ["--context", str(prompt + new), "--format", "json"]
    return json.loads(subprocess.check_output(arguments))["rows"][0]


def is_shared(overthink, folder):
    arguments = [overthink, "model", "inspect", folder, "--no-hash", "--format", "json"]
    return "com.microsoft:GroupQueryAttention" in subprocess.check_output(arguments, text=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--loads", default="32:128:16,32:256:32,32:512:128")
    parser.add_argument("--rounds", default="1")
    options = parser.parse_args()
    overthink = program()
    rounds = [int(n) for n in options.rounds.split(",")]
    print("| model | batch × prompt + new | cache | measured | fit says | fit / measured | bar | measured / bar |")
    print("|---|---|---|---|---|---|---|---|")
    missed = 0
    for folder in options.folders:
        shared = is_shared(overthink, folder)
        stored = sum(f.stat().st_size for f in pathlib.Path(folder).iterdir() if ".onnx" in f.name)
        for load in options.loads.split(","):
            batch, prompt, new = map(int, load.split(":"))
            row = fit(overthink, folder, batch, prompt, new)
            # A plain graph's cache is counted twice there.
            cache = row["cache_bytes"] // (1 if shared else 2)
            bar = stored + cache * (1.2 if shared else 2.2) + LOGIT_BYTES
            peaks = [peak_bytes(overthink, folder, batch, prompt, new, n) for n in rounds]
            missed += max(peaks) > bar
            mb = lambda n: f"{n / 1e6:.0f}"
            name, total = pathlib.Path(folder).name, row["total_bytes"]
            print(
                f"| {name} | {batch} × {prompt} + {new} | {mb(cache)} | {', '.join(map(mb, peaks))} | {mb(total)} "
                f"| {total / peaks[0]:.2f} | {mb(bar)} | {max(peaks) / bar:.2f} |",
                flush=True,
            )
    raise SystemExit(f"{missed} above the bar" if missed else 0)


main()
