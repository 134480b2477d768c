"""The six task families: word pools, user messages, answers, thinking traces and held-back keys.

Every generator takes a `random.Random` and returns an `Item`. User messages are byte-identical to those of
Overthink's built-in generator; the traces and the helper documents exist only here, for training.
"""

import hashlib
import random
from dataclasses import dataclass

from pools import KEYS, NAMES, VALUES

FAMILIES = ["arithmetic", "algebra", "logic", "code", "lookup", "format"]
BOXED = "\nPut the final answer in \\boxed{}."


@dataclass
class Item:
    """One question: `user` message, true `answer`, thinking `trace`, and the `key` that decides who may use it."""

    family: str
    user: str
    answer: str
    trace: str
    key: str

    @property
    def held_back(self):
        return held_back(self.key)


def held_back(key):
    """True for items kept for evaluation: 1/16 of the open families, 1/4 of the three small ones."""
    h = hashlib.sha256(key.encode("utf-8")).digest()[0]
    return h < (64 if key.split(":", 1)[0] in ("algebra", "logic", "code") else 16)


# ---------------------------------------------------------------- arithmetic

VERBS = {"+": "Add", "-": "Subtract", "*": "Multiply by"}


def apply(v, op, n):
    return v + n if op == "+" else v - n if op == "-" else v * n


def wrong_result(rng, right, least):
    """A plausible slip: one digit off, or ten off."""
    while True:
        w = right + rng.choice([-1, 1, -2, 2, -10, 10, 10, -10, 9, -9])
        if least <= w <= 999:
            return w


def check_text(v, op, n, result):
    """Recompute a step another way. Returns the text and whether `result` survives."""
    if op == "+":
        back = result - n
        return f"{result} - {n} = {back}", back == v
    if op == "-":
        return f"{result} + {n} = {result + n}", result + n == v
    tens, units = v // 10 * 10, v % 10
    return f"{tens} * {n} + {units} * {n} = {tens * n} + {units * n} = {v * n}", v * n == result


def arithmetic(rng):
    v = start = rng.randint(2, 99)
    steps = []
    for _ in range(rng.randint(4, 6)):
        while True:
            op = rng.choice("+-*")
            n = rng.randint(2, 5) if op == "*" else rng.randint(2, 99)
            if 0 <= apply(v, op, n) <= 499:
                break
        steps.append((v, op, n))
        v = apply(v, op, n)
    user = f"Start with {start}. " + " ".join(f"{VERBS[op]} {n}." for _, op, n in steps) + " What is the result?" + BOXED
    lines = []
    for i, (x, op, n) in enumerate(steps):
        right = apply(x, op, n)
        last = i == len(steps) - 1
        if rng.random() < 0.08:
            bad = wrong_result(rng, right, n if op == "+" else 0)
            check, ok = check_text(x, op, n, bad)
            assert not ok
            against = bad if op == "*" else x
            lines.append(f"{x} {op} {n} = {bad}.")
            lines.append(f"Check: {check}, not {against}.")
            lines.append(f"Wait, so {x} {op} {n} = {right}.")
        else:
            lines.append(f"{x} {op} {n} = {right}.")
            if last or rng.random() < 0.08:
                lines.append(f"Check: {check_text(x, op, n, right)[0]}.")
    return Item("arithmetic", user, f"\\boxed{{{v}}}", "\n".join(lines), f"arithmetic:{user}")


# ---------------------------------------------------------------- algebra


def algebra(rng):
    a = rng.randint(2, 12)
    b = rng.randint(a, 40)
    s, p = a + b, a * b
    user = f"Two whole numbers add up to {s} and multiply to {p}. What are they?" + BOXED
    lines, t, word = [], 2, "Try"
    while True:
        u = s - t
        m = t * u
        line = f"{word} {t} and {u}: {t} * {u} = {m}, "
        if m == p:
            lines.append(line + "yes.")
            break
        word = "Alternatively"
        if m < p:
            lines.append(line + "too small.")
            t = t + 2 if 2 * (t + 2) <= s else t + 1
        else:
            lines.append(line + "too big.")
            t, word = t - 1, "Alternatively go back:"
    lines.append(f"Check: {a} + {b} = {s}.")
    return Item("algebra", user, f"\\boxed{{{a}, {b}}}", "\n".join(lines), f"algebra:{a},{b}")


# ---------------------------------------------------------------- logic


def truth(st, w):
    """Is the statement true in world `w` (list of four booleans, True = knight)?"""
    if len(st) == 2:
        return w[st[0]] == (st[1] == "knight")
    return (w[st[0]] == w[st[1]]) == (st[2] == "same")


def extend(sts, first):
    """The only world that follows from P1 being `first`, taking P1's, P2's and P3's statements in turn."""
    w = [first, None, None, None]
    for i in range(3):
        for cand in (True, False):
            w[i + 1] = cand
            if truth(sts[i], w) == w[i]:
                break
    return w


def logic_statements(rng):
    kind = lambda: rng.choice(["knight", "knave"])
    rel = lambda: rng.choice(["same", "different"])
    s1 = (1, kind())
    s2 = (2, kind()) if rng.random() < 0.5 else (0, 2, rel())
    s3 = rng.choice([lambda: (3, kind()), lambda: (0, 3, rel()), lambda: (1, 3, rel())])()
    if rng.random() < 0.5:
        s4 = (rng.randrange(3), kind())
    else:
        i, j = rng.choice([(0, 1), (0, 2), (1, 2)])
        s4 = (i, j, rel())
    return [s1, s2, s3, s4]


def logic_pattern(sts):
    part = lambda st: f"P{st[0]+1} {st[1]}" if len(st) == 2 else f"P{st[0]+1},P{st[1]+1} {st[2]}"
    return ";".join(part(st) for st in sts)


def logic(rng):
    role = lambda x: "knight" if x else "knave"
    while True:
        sts = logic_statements(rng)
        good = [f for f in (True, False) if truth(sts[3], extend(sts, f)) == extend(sts, f)[3]]
        if len(good) == 1:
            break
    names = rng.sample(NAMES, 4)

    def say(st):
        if len(st) == 2:
            return f"{names[st[0]]} is a {st[1]}"
        return f"{names[st[0]]} and {names[st[1]]} are {'the same' if st[2] == 'same' else 'different'}"

    user = (
        "A knight always tells the truth, a knave always lies.\n"
        + " ".join(f"{names[i]} says: {say(sts[i])}." for i in range(4))
        + f"\nWho is what? Answer like: {names[0]}=knight, {names[1]}=knave"
    )
    lines = []
    for f in (True, False):
        w = extend(sts, f)
        lines.append(f"{'Suppose' if f else 'Alternatively suppose'} {names[0]} is a {role(f)}.")
        for i in range(3):
            lines.append(f"{names[i]} {'tells the truth' if w[i] else 'lies'}, so {names[i+1]} is a {role(w[i+1])}.")
        said = truth(sts[3], w)
        ok = said == w[3]
        lines.append(
            f"Check: {names[3]} is a {role(w[3])}, {say(sts[3])} is {'true' if said else 'false'}, "
            + ("yes." if ok else "a contradiction.")
        )
        if ok:
            break
    answer = ", ".join(f"{names[i]}={role(w[i])}" for i in range(4))
    return Item("logic", user, answer, "\n".join(lines), f"logic:{logic_pattern(sts)}")


# ---------------------------------------------------------------- code


def code(rng):
    xs = sorted(rng.sample(range(1, 10), 3))
    b = rng.randint(-20, 20)
    square = rng.random() < 0.2
    a = None if square else rng.randint(1, 9)
    base = lambda m, x: x * x if m is None else m * x
    ys = [base(a, x) + b for x in xs]
    user = ", ".join(f"f({x}) = {y}" for x, y in zip(xs, ys)) + ".\nWrite the Python function f in a code block."
    term = lambda v, c: f"{v} + {c}" if c >= 0 else f"{v} - {-c}"
    lines, m, word = [], None, "Try"
    while True:
        c = ys[0] - base(m, xs[0])
        got = base(m, xs[1]) + c
        line = f"{word} {'x * x' if m is None else m}: {ys[0]} - {base(m, xs[0])} = {c}, {term(base(m, xs[1]), c)} = {got}, "
        word = "Alternatively"
        if got == ys[1]:
            third = base(m, xs[2]) + c
            line += "yes.\n" + f"Check: {term(base(m, xs[2]), c)} = {third}, "
            if third == ys[2]:
                lines.append(line + "yes.")
                break
            lines.append(line + "no.")
            m = 2
        elif m is None:
            lines.append(line + "no.")
            m = 2
        elif got < ys[1]:
            lines.append(line + "too small.")
            m = min(m + 2, 9)
        else:
            lines.append(line + "too big.")
            m -= 1
    head = "x * x" if square else "x" if a == 1 else f"{a} * x"
    body = head if b == 0 else term(head, b)
    answer = f"```python\ndef f(x):\n    return {body}\n```"
    return Item("code", user, answer, "\n".join(lines), f"code:{'x2' if square else a},{b}")


# ---------------------------------------------------------------- lookup and format


def lookup(rng):
    n = rng.randint(4, 8)
    keys, values = rng.sample(KEYS, n), rng.sample(VALUES, n)
    i = rng.randrange(n)
    user = "The list: " + ", ".join(f"{k}={v}" for k, v in zip(keys, values))
    user += f"\nWhat is {keys[i]}? Answer with key=value."
    scan = ", ".join(f"{keys[j]}={values[j]}" for j in range(i + 1))
    trace = f"Look for {keys[i]}: {scan}, yes.\nCheck: {keys[i]}={values[i]}."
    return Item("lookup", user, f"Answer: {keys[i]}={values[i]}", trace, f"lookup:{user}")


def json_list(rng):
    words = rng.sample(VALUES, rng.randint(3, 6))
    quoted = ", ".join(f'"{w}"' for w in words)
    user = f"Write these words as a JSON list: {', '.join(words)}\nAnswer with the list only."
    counted = ", ".join(f"{i} {w}" for i, w in enumerate(words, 1))
    trace = f"The words: {', '.join(words)}.\nQuote each one: {quoted}.\nCount: {counted}.\nCheck: {len(words)} words."
    return Item("format", user, f"[{quoted}]", trace, f"format:{user}")


GENERATORS = dict(arithmetic=arithmetic, algebra=algebra, logic=logic, code=code, lookup=lookup, format=json_list)


def make(rng, family, want_held_back=False):
    """Draw items of a family until one is on the wanted side of the split."""
    while True:
        item = GENERATORS[family](rng)
        if item.held_back == want_held_back:
            return item


# ---------------------------------------------------------------- helper documents (training only)
#
# Each returns (user, answer) turns; an answer is a text, or (text, 1 if the loss is taken on it) parts.


def helper_copy(rng):
    """Copy a random word sequence twice: the plainest induction signal there is."""
    words = rng.sample(KEYS + VALUES + NAMES, rng.randint(4, 12))
    sep = rng.choice([", ", " "])
    text = f"Copy: {sep.join(words)}"
    return [(text, f"{text}.\n{text}.")]


def helper_quote(rng):
    """Words to quoted words, several short lists in one conversation."""
    turns = []
    for _ in range(rng.randint(2, 4)):
        item = make(rng, "format")
        turns.append((item.user, item.answer))
    return turns


def helper_lookups(rng):
    """One list, many questions."""
    while True:
        n = rng.randint(2, 8)
        keys, values = rng.sample(KEYS, n), rng.sample(VALUES, n)
        table = dict(zip(keys, values))
        ask = [rng.choice(keys) for _ in range(rng.randint(4, 8))]
        head = "The list: " + ", ".join(f"{k}={v}" for k, v in table.items()) + "\n"
        tail = lambda k: f"What is {k}? Answer with key=value."
        if not held_back(f"lookup:{head}{tail(ask[0])}"):
            break
    return [((head if i == 0 else "") + tail(k), f"Answer: {k}={table[k]}") for i, k in enumerate(ask)]


def helper_drill(rng):
    """Single sums and products (the skills behind the traces, not items of any family)."""
    left, right = [], []
    for _ in range(rng.randint(4, 8)):
        op = rng.choice("++--**#")
        if op == "*":
            x, y = rng.randint(2, 12), rng.randint(2, 40)
        elif op == "#":
            op, x, y = "*", rng.randint(0, 249), rng.randint(2, 5)
            if x * y > 499:
                x = x % (499 // y)
        elif op == "+":
            y = rng.randint(2, 99)
            x = rng.randint(0, 499 - y)
        else:
            y = rng.randint(2, 99)
            x = rng.randint(y, 499)
        left.append(f"{x} {op} {y}")
        right.append(f"{x} {op} {y} = {apply(x, op, y)}.")
    return [("Compute: " + ", ".join(left), "\n".join(right))]


HELPERS = dict(copy=helper_copy, quote=helper_quote, lookups=helper_lookups, drill=helper_drill)
