"""Turns items into token sequences with a loss mask, and streams training steps."""

import json
import random
from pathlib import Path

import families

DATASETS = Path(__file__).resolve().parent / "../../datasets"
BUDGETS = [16, 32, 64, 128]
LONGEST = 384


def shipped_questions():
    """Questions of the shipped data sets: no training message may hold one of them."""
    rows = (json.loads(line) for path in sorted(DATASETS.glob("**/*.jsonl")) for line in path.read_text("utf-8").splitlines())
    found = {row["question"] for row in rows}
    assert found, "the shipped data sets are missing"
    return found


def is_shipped(user, questions):
    """True if `user` is a shipped question with its template: a template adds a line or a sentence at the end."""
    ends = {user, user.rsplit("\n", 1)[0]} | {user[: i + 1] for i, c in enumerate(user) if c == "?"}
    return not ends.isdisjoint(questions)


class Builder:
    """Documents as (ids, mask); mask 1 marks the tokens the loss is taken on."""

    def __init__(self, tok, style, seed, forbidden=()):
        self.tok, self.style, self.rng = tok, style, random.Random(seed)
        self.forbidden = forbidden
        self.enc = lambda s: tok.encode(s, add_special_tokens=False)
        self.open = self.enc("<think>\n")
        self.close = self.enc("\n</think>\n\n")
        self.empty = self.enc("<think>\n\n</think>\n\n")
        self.end = self.enc("<|im_end|>")

    def prompt(self, user):
        return self.enc(f"<|im_start|>user\n{user}<|im_end|>\n<|im_start|>assistant\n")

    def cut(self, n):
        """Where to cut a trace of n tokens: often not at all (0), else near a budget or anywhere."""
        r = self.rng.random()
        if r < 0.25:
            return 0
        if r < 0.6:
            return min(n, self.rng.choice(BUDGETS) + self.rng.randint(-3, 1))
        return self.rng.randint(0, n)

    def item(self, family, cut_share=0.15):
        item = families.make(self.rng, family)
        assert not families.held_back(item.key), item.key
        assert not is_shipped(item.user, self.forbidden), item.user
        prompt, answer = self.prompt(item.user), self.enc(item.answer) + self.end
        if self.style == "instruct":
            return prompt + answer, [0] * len(prompt) + [1] * len(answer)
        trace = self.enc(item.trace)
        if self.rng.random() >= cut_share:
            body = self.open + trace + self.close + answer
            return prompt + body, [0] * len(prompt) + [1] * len(body)
        k = self.cut(len(trace))
        if k == 0 and self.rng.random() < 0.8:
            head, mask = self.empty, [0] * len(self.empty)
        else:
            head = self.open + trace[:k] + self.close
            mask = [1] * (len(self.open) + k) + [0] * len(self.close)
        return prompt + head + answer, [0] * len(prompt) + mask + [1] * len(answer)

    def helper(self, name):
        ids, mask = [], []
        for user, answer in families.HELPERS[name](self.rng):
            assert not is_shipped(user, self.forbidden), user
            prompt = (self.enc("\n") if ids else []) + self.prompt(user)
            if self.style == "reasoner":
                prompt += self.empty
            ids += prompt
            mask += [0] * len(prompt)
            for text, flag in [(answer, 1)] if isinstance(answer, str) else answer:
                part = self.enc(text)
                ids += part
                mask += [flag] * len(part)
            ids += self.end
            mask += [1]
        return ids, mask

    def document(self, weights):
        """(ids, mask) of a random family or helper."""
        name = self.rng.choices(list(weights), weights=list(weights.values()))[0]
        while True:
            ids, mask = self.helper(name) if name in families.HELPERS else self.item(name)
            if len(ids) <= LONGEST:
                return ids, mask
