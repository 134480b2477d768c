"""Measures one peer: useful new tokens a second, prompts included in the time, a JSON line for each setting.

    python measure.py CACHE SIZE PEER [--threads 2] [--rounds 3] [--settings fixed:1:1,fixed:8:8,mixed:8:64]

PEER is `transformers`, `optimum` (ORTModelForCausalLM) or `genai`. A setting is workload:batch:jobs. Batches are static:
the next jobs in the file's order, padded to the longest prompt and computed until the longest text is done.
Tokens beyond a job's own `n_new` do not count.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

END = 1
SETTINGS = "fixed:1:1,fixed:8:8,fixed:32:32,mixed:8:64,mixed:32:128"


def with_generate(model):
    """transformers' own loop, for its own models and optimum's; pads on the left."""
    import torch

    def run(prompts, n_new):
        width = max(map(len, prompts))
        ids = torch.tensor([[END] * (width - len(p)) + p for p in prompts])
        mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
        out = model.generate(
            input_ids=ids, attention_mask=mask, max_new_tokens=n_new, min_new_tokens=n_new, do_sample=False,
            eos_token_id=None, pad_token_id=END)
        assert out.shape[1] == width + n_new, out.shape

    return run


def transformers(folder, threads):
    import torch
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(threads)
    return with_generate(AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval())


def optimum(folder, threads):
    import onnxruntime
    import torch
    from optimum.onnxruntime import ORTModelForCausalLM

    torch.set_num_threads(threads)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return with_generate(ORTModelForCausalLM.from_pretrained(folder, session_options=options))


def genai(folder, threads):
    """onnxruntime-genai's loop; pads on the right, as its own tokenizer does."""
    import onnxruntime_genai as og

    config = og.Config(str(folder))
    config.overlay(json.dumps({"model": {"decoder": {"session_options": {"intra_op_num_threads": threads}}}}))
    model = og.Model(config)

    def run(prompts, n_new):
        width = max(map(len, prompts))
        params = og.GeneratorParams(model)
        params.set_search_options(
            do_sample=False, batch_size=len(prompts), max_length=width + n_new, min_length=width + n_new)
        generator = og.Generator(model, params)
        generator.append_tokens(np.array([p + [END] * (width - len(p)) for p in prompts], np.int32))
        for _ in range(n_new):
            generator.generate_next_token()

    return run


PEERS = {"transformers": transformers, "optimum": optimum, "genai": genai}
FORMS = {"transformers": "", "optimum": "-optimum", "genai": "-genai"}


def seconds(run, jobs, batch):
    started = time.perf_counter()
    for first in range(0, len(jobs), batch):
        now = jobs[first : first + batch]
        prompts = [[int(word[1:]) for word in job["prompt"].split()] for job in now]
        run(prompts, max(job["n_new"] for job in now))
    return time.perf_counter() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("cache", type=Path)
    parser.add_argument("size")
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--settings", default=SETTINGS)
    parser.add_argument("--form", help="the folder in CACHE, where it is not the usual one, such as L-genai-int4")
    args = parser.parse_args()
    run = PEERS[args.peer](args.cache / (args.form or args.size + FORMS[args.peer]), args.threads)
    run([[2] * 8], 4)
    for setting in args.settings.split(","):
        workload, batch, n_jobs = setting.split(":")
        jobs = json.loads((args.cache / f"{workload}.json").read_text())[: int(n_jobs)]
        # Long ones are measured once.
        rounds = args.rounds if workload == "fixed" else 1
        best = min(seconds(run, jobs, int(batch)) for _ in range(rounds))
        tokens = sum(job["n_new"] for job in jobs)
        line = {
            "peer": args.peer, "model": args.size, "workload": workload, "batch": int(batch), "jobs": len(jobs),
            "threads": args.threads, "tokens": tokens, "seconds": round(best, 3), "tokens_per_s": round(tokens / best, 1)}
        print(json.dumps(line), flush=True)
