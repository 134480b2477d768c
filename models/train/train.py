"""Trains one demo model on CPU for a fixed wall-clock time.

    python train.py --style reasoner --out RUN_DIR --minutes 55

Documents are bucketed by length inside each step (no packing, so nothing leaks between them). Hidden matrices are
trained by Muon, the rest by AdamW; the learning rate follows the clock (warmup, then cosine to zero).
"""

import argparse
import json
import math
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
import torch.nn.functional as F
from transformers import AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

import data
import tokenizer as tokenizer_mod
from evaluate import evaluate

WEIGHTS = {
    "reasoner": dict(arithmetic=20, algebra=16, logic=16, code=22, lookup=9, format=5, copy=1, quote=1, lookups=4, drill=6),
    "instruct": dict(arithmetic=10, algebra=8, logic=10, code=12, lookup=24, format=12, copy=2, quote=3, lookups=12, drill=2),
}
EARLY = dict(copy=3, quote=2, lookups=2, drill=1.5)  # helper weights are multiplied by this at first


def config(vocab_size, eos, pad):
    return Qwen3Config(
        vocab_size=vocab_size,
        hidden_size=160,
        intermediate_size=448,
        num_hidden_layers=4,
        num_attention_heads=6,
        num_key_value_heads=3,
        head_dim=32,
        max_position_embeddings=1024,
        rope_theta=10000.0,
        tie_word_embeddings=True,
        attention_bias=False,
        eos_token_id=eos,
        pad_token_id=pad,
        bos_token_id=None,
    )


def batches(docs, groups, pad):
    """Sort by length, cut into groups, right-pad each: (ids, labels) with labels already shifted."""
    docs = sorted(docs, key=lambda d: len(d[0]))
    size = math.ceil(len(docs) / groups)
    for i in range(0, len(docs), size):
        part = docs[i : i + size]
        width = max(len(ids) for ids, *_ in part) - 1
        x = torch.full((len(part), width), pad)
        y = torch.full((len(part), width), -100)
        for r, (ids, mask) in enumerate(part):
            t = torch.tensor(ids)
            x[r, : len(ids) - 1] = t[:-1]
            y[r, : len(ids) - 1] = torch.where(torch.tensor(mask[1:]) == 1, t[1:], -100)
        yield x, y


def optimizers(model, muon, lr, muon_lr):
    named = list(model.named_parameters())
    hidden = [p for n, p in named if p.ndim == 2 and "embed" not in n]
    gains = [p for n, p in named if "q_norm" in n or "k_norm" in n]
    rest = [p for n, p in named if not any(p is q for q in hidden + gains)]
    rest = [dict(params=rest), dict(params=gains, lr=3 * lr)]
    if not muon:
        return [torch.optim.AdamW(rest + [dict(params=hidden)], lr=lr, betas=(0.9, 0.98), weight_decay=0.01)]
    return [
        torch.optim.AdamW(rest, lr=lr, betas=(0.9, 0.98), weight_decay=0.0),
        torch.optim.Muon(hidden, lr=muon_lr, momentum=0.95, weight_decay=0.01),
    ]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--style", required=True, choices=["reasoner", "instruct"])
    p.add_argument("--out", required=True)
    p.add_argument("--minutes", type=float, default=55)
    p.add_argument("--docs", type=int, default=40, help="documents a step")
    p.add_argument("--groups", type=int, default=3, help="length buckets a step")
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--muon-lr", type=float, default=0.02)
    p.add_argument("--adamw", action="store_true", help="AdamW for everything")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--qk-gain", type=float, default=1.0, help="factor on the query/key norm gains at the start (sharper attention)")
    p.add_argument("--init", help="checkpoint folder to continue from")
    p.add_argument("--warmup", type=float, default=0.02)
    p.add_argument("--helpers-until", type=float, default=0.15)
    p.add_argument("--eval-every", type=float, default=7, help="minutes")
    p.add_argument("--eval-items", type=int, default=24)
    p.add_argument("--weights", help="JSON file with family weights; read again at every evaluation")
    p.add_argument("--compile", action="store_true")
    a = p.parse_args()

    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    tok = AutoTokenizer.from_pretrained(a.init) if a.init else tokenizer_mod.build(a.style)
    cfg = config(len(tok), tok.convert_tokens_to_ids("<|im_end|>"), tok.pad_token_id)
    model = Qwen3ForCausalLM.from_pretrained(a.init) if a.init else Qwen3ForCausalLM(cfg)
    model.train()
    if not a.init:
        torch.nn.init.normal_(model.model.embed_tokens.weight, std=0.05)
    with torch.no_grad():
        for n, q in model.named_parameters():
            if "q_norm" in n or "k_norm" in n:
                q.mul_(a.qk_gain)
    print("parameters", sum(q.numel() for q in model.parameters()), "vocab", len(tok), flush=True)
    build = data.Builder(tok, a.style, a.seed + 1, data.shipped_questions())
    opts = optimizers(model, not a.adamw, a.lr, a.muon_lr)
    base = [g["lr"] for o in opts for g in o.param_groups]
    body = torch.compile(model.model, dynamic=True) if a.compile else model.model

    def weights(done):
        w = dict(WEIGHTS[a.style])
        if a.weights and Path(a.weights).exists():
            w.update(json.loads(Path(a.weights).read_text()))
        if done < a.helpers_until and not a.init:
            w.update({k: w[k] * f for k, f in EARLY.items()})
        return w

    def save(name):
        model.save_pretrained(out / name)
        tok.save_pretrained(out / name, save_jinja_files=False)

    start, paused, step, tokens, running = time.time(), 0.0, 0, 0, 0.0
    next_eval = a.eval_every
    w = weights(0)
    early = True
    while True:
        minutes = (time.time() - start) / 60
        done = minutes / a.minutes
        if done >= 1:
            break
        scale = min(1.0, done / a.warmup) if done < a.warmup else 0.5 * (1 + math.cos(math.pi * (done - a.warmup) / (1 - a.warmup)))
        scale = max(scale, 0.01)
        for g, lr in zip([g for o in opts for g in o.param_groups], base):
            g["lr"] = lr * scale
        if early and done >= a.helpers_until:
            early, w = False, weights(done)
        docs = [build.document(w) for _ in range(a.docs)]
        count = sum(sum(m[1:]) for _, m in docs)
        total = 0.0
        for x, y in batches(docs, a.groups, tok.pad_token_id):
            h = body(input_ids=x, use_cache=False).last_hidden_state
            keep = y != -100
            loss = F.cross_entropy(F.linear(h[keep], model.lm_head.weight), y[keep], reduction="sum") / count
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for o in opts:
            o.step()
            o.zero_grad(set_to_none=True)
        step += 1
        tokens += sum(len(ids) for ids, *_ in docs)
        running = total if step == 1 else 0.97 * running + 0.03 * total
        if step % 25 == 0:
            el = time.time() - start - paused
            print(f"{minutes:6.2f} min step {step} loss {running:.4f} tokens {tokens/1e6:.2f}M {tokens/el:.0f} tok/s", flush=True)
        if minutes >= next_eval:
            t = time.time()
            save("checkpoint")
            model.eval()
            print(f"{minutes:6.2f} min", json.dumps(evaluate(model, tok, a.style, a.eval_items, seed=step)), f"({time.time()-t:.0f} s)", flush=True)
            model.train()
            paused += time.time() - t
            next_eval = (time.time() - start) / 60 + a.eval_every
            w = weights(done)
            build.forbidden = data.shipped_questions()
    save("final")
    if not a.eval_items:
        return
    model.eval()
    print("final", step, f"{tokens/1e6:.2f}M", json.dumps(evaluate(model, tok, a.style, 60, seed=123)), flush=True)


if __name__ == "__main__":
    main()
