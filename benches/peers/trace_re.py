#!/usr/bin/env python3
"""Counts switches, withdrawals, checks and doubts with Python's `re`, as scripts do: one
alternation of phrases for each kind, in what is between the tags, and counts the characters
of thinking and answer. It looks at no context.

    cargo bench --bench trace -- --write traces.jsonl
    python3 benches/peers/trace_re.py traces.jsonl

or both at once: cargo bench --bench trace -- --peer

Times are the least of several rounds for each text, as in `benches/trace.rs`.
"""
import json, re, sys, time

KINDS = {
    "switch": ["alternatively", "another (?:way|approach|method|idea|angle|possibility)", "different (?:way|approach|method)",
               "think differently", "let me try", "(?:maybe|perhaps) (?:the|it|there|we|i)\\b", "what if", "instead, ",
               "换个思路", "換個思路", "换一种方法", "換一種方法", "另一种", "另一種", "或者，"],
    "backtrack": ["wait,? no", "no,? wait", "that's (?:wrong|not right)", "that is (?:wrong|not right)", "i made a mistake",
                  "go back", "doesn't make sense", "scratch that", "等等，不对", "等等，不對", "算错了", "算錯了"],
    "verify": ["let me (?:check|verify|confirm|double-check|make sure)", "let's (?:check|verify|confirm|double-check)",
               "double-check", "re-?check", "re-?examine", "to verify", "make sure", "检查一", "檢查一", "验证一下", "驗證一下"],
    "hesitate": ["\\bwait\\b", "\\bhmm+\\b", "hold on", "not sure", "confus(?:ed|ing)", "maybe i", "actually,", "等等", "等一下"],
}
PATTERNS = {kind: re.compile("|".join(phrases), re.IGNORECASE) for kind, phrases in KINDS.items()}
THINK = re.compile(r"<think>(.*?)(?:</think>|\Z)", re.DOTALL)
ROUNDS = 5


def count(text):
    found, last, lengths = 0, 0, []
    for block in THINK.finditer(text):
        thinking = block.group(1)
        lengths += [len(text[last:block.start()]), len(thinking)]
        last = block.end()
        found += sum(1 for pattern in PATTERNS.values() for _ in pattern.finditer(thinking))
    lengths.append(len(text[last:]))
    return found


texts = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
size = sum(len(text.encode()) for text in texts)
best = [float("inf")] * len(texts)
for _ in range(ROUNDS):
    found = 0
    for i, text in enumerate(texts):
        began = time.perf_counter()
        found += count(text)
        best[i] = min(best[i], time.perf_counter() - began)
print(f"Python's re: {sum(best):.3f} s, {size / 1e6 / sum(best):.1f} MB/s, {found} found")
