"""Greedy accuracy on held-back items, free and at thinking budgets, with transformers or with an ONNX export.

    python evaluate.py MODEL_DIR --style reasoner [--onnx] [--items 60] [--budgets 0,16,32,64,128]
"""

import argparse
import json
import random

import families

MAX_NEW = 330


def held_back_items(family, n, seed):
    """n distinct held-back items, always the same for a seed."""
    rng = random.Random(f"{family}/{seed}")
    found = {}
    for _ in range(200 * n):
        item = families.make(rng, family, want_held_back=True)
        found.setdefault(item.user, item)
        if len(found) == n:
            break
    return list(found.values())


def torch_generate(model, tok, prompts, max_new):
    """Greedy continuation of token-id prompts (left-padded batch)."""
    import torch

    width = max(map(len, prompts))
    ids = torch.tensor([[tok.pad_token_id] * (width - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in prompts])
    with torch.no_grad():
        out = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=max_new, do_sample=False, eos_token_id=tok.convert_tokens_to_ids("<|im_end|>"), pad_token_id=tok.pad_token_id)
    return [trim(row[width:].tolist(), tok) for row in out]


def trim(ids, tok):
    end = tok.convert_tokens_to_ids("<|im_end|>")
    return ids[: ids.index(end) + 1] if end in ids else ids


class OnnxGenerator:
    """The same greedy loop on an optimum-style export."""

    def __init__(self, path):
        import onnxruntime as ort

        opts = ort.SessionOptions()
        opts.intra_op_num_threads = 1
        self.s = ort.InferenceSession(path, opts, providers=["CPUExecutionProvider"])
        self.past = [i for i in self.s.get_inputs() if i.name.startswith("past_key_values")]
        self.outputs = [o.name for o in self.s.get_outputs()]

    def __call__(self, _model, tok, prompts, max_new):
        import numpy as np

        end, width = tok.convert_tokens_to_ids("<|im_end|>"), max(map(len, prompts))
        ids = np.array([[tok.pad_token_id] * (width - len(p)) + p for p in prompts], np.int64)
        mask = np.array([[0] * (width - len(p)) + [1] * len(p) for p in prompts], np.int64)
        pos = np.maximum(mask.cumsum(1) - 1, 0)
        feed = {i.name: np.zeros((len(prompts), i.shape[1], 0, i.shape[3]), np.float32) for i in self.past}
        rows, alive = [[] for _ in prompts], [True] * len(prompts)
        for _ in range(max_new):
            got = dict(zip(self.outputs, self.s.run(self.outputs, dict(feed, input_ids=ids, attention_mask=mask, position_ids=pos))))
            nxt = got["logits"][:, -1].argmax(-1)
            for r, t in enumerate(nxt):
                if alive[r]:
                    rows[r].append(int(t))
                    alive[r] = t != end
            if not any(alive):
                break
            feed = {i.name: got[i.name.replace("past_key_values", "present")] for i in self.past}
            ids, pos = nxt[:, None].astype(np.int64), pos[:, -1:] + 1
            mask = np.concatenate([mask, np.ones((len(prompts), 1), np.int64)], 1)
        return rows


def answer_of(text):
    """Text after the thinking part, without the end token."""
    return text.split("</think>")[-1].replace("<|im_end|>", "").strip()


def evaluate(model, tok, style, n, seed=0, budgets=(0, 64), generate=torch_generate, families_=families.FAMILIES):
    """Accuracy per family: {family: {"free": %, "b0": %, ..., "tokens": mean new tokens}}."""
    enc = lambda s: tok.encode(s, add_special_tokens=False)
    items = [it for f in families_ for it in held_back_items(f, n, seed)]
    prompts = [enc(tok.apply_chat_template([{"role": "user", "content": it.user}], tokenize=False, add_generation_prompt=True)) for it in items]
    free = generate(model, tok, prompts, MAX_NEW)
    result = {f: {} for f in families_}

    def score(label, outs):
        for f in families_:
            ok = [answer_of(tok.decode(o)) == it.answer for it, o in zip(items, outs) if it.family == f]
            result[f][label] = round(100 * sum(ok) / len(ok), 1)

    score("free", free)
    for f in families_:
        lens = [len(o) for it, o in zip(items, free) if it.family == f]
        result[f]["tokens"] = round(sum(lens) / len(lens), 1)
    if style == "reasoner":
        think, unthink, close = enc("<think>\n"), enc("</think>")[0], enc("\n</think>\n\n")
        for k in budgets:
            outs, todo = list(free), []
            for i, o in enumerate(free):
                body = o[len(think) : o.index(unthink)] if unthink in o else o[len(think) :]
                if k == 0:
                    todo.append((i, enc("<think>\n\n</think>\n\n")))
                elif len(body) > k:
                    todo.append((i, think + body[:k] + close))
            if todo:
                for (i, head), o in zip(todo, generate(model, tok, [prompts[i] + h for i, h in todo], 40)):
                    outs[i] = o
            score(f"b{k}", outs)
    return result


def main():
    from transformers import AutoModelForCausalLM, AutoTokenizer

    p = argparse.ArgumentParser()
    p.add_argument("model")
    p.add_argument("--style", required=True, choices=["reasoner", "instruct"])
    p.add_argument("--onnx", action="store_true")
    p.add_argument("--items", type=int, default=60)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--budgets", default="0,16,32,64,128")
    a = p.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    if a.onnx:
        model, generate = None, OnnxGenerator(f"{a.model}/model.onnx")
    else:
        model, generate = AutoModelForCausalLM.from_pretrained(a.model).eval(), torch_generate
    result = evaluate(model, tok, a.style, a.items, a.seed, [int(b) for b in a.budgets.split(",")], generate)
    for f, r in result.items():
        print(f, json.dumps(r))


if __name__ == "__main__":
    main()
