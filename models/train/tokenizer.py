"""Builds the tokenizer both models share: byte-level BPE whose vocabulary holds whole words.

The pieces the families are written in become vocabulary entries outright (`ignore_merges`), so no half-words are
needed in between; any other text falls back to single bytes. Every digit is a token of its own.

    python tokenizer.py OUT_DIR [--style reasoner|instruct]
"""

import argparse
import random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

import families
from pools import KEYS, NAMES, VALUES

PATTERN = r" ?\p{L}+| ?\p{N}| ?[^\s\p{L}\p{N}]+|\s*[\r\n]+|\s+(?!\S)|\s+"
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
THINK = ["<think>", "</think>"]

TEMPLATE = (
    "{%- for m in messages %}"
    "{%- set content = m.content %}"
    "{%- if m.role == 'assistant' and '</think>' in content %}"
    "{%- set content = content.split('</think>')[-1].lstrip('\\n') %}"
    "{%- endif %}"
    "{{- '<|im_start|>' + m.role + '\\n' + content + '<|im_end|>\\n' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}"
    "{{- '<|im_start|>assistant\\n' }}"
    "%s"
    "{%- endif %}"
)
NO_THINK = "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}"


def pieces():
    """Every pre-token that occurs in the families, the helpers and the chat frame, sorted."""
    split = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    rng = random.Random(0)
    texts = ["\n\n", "user\n", "assistant\n", "system\n"]
    texts += VALUES + NAMES + [" " + w for w in KEYS + VALUES + NAMES]
    for _ in range(3000):
        for family in families.FAMILIES:
            item = families.GENERATORS[family](rng)
            texts += [item.user, item.trace, item.answer]
        for helper in families.HELPERS.values():
            texts += [t for turn in helper(rng) for t in turn if isinstance(t, str)]
    return sorted({p for t in set(texts) for p, _ in split.pre_tokenize_str(t)}), split


def build(style):
    words, split = pieces()
    vocab = {t: i for i, t in enumerate(SPECIAL + THINK)}
    for t in sorted(pre_tokenizers.ByteLevel.alphabet()) + words:
        vocab.setdefault(t, len(vocab))
    tok = Tokenizer(models.BPE(vocab=vocab, merges=[], ignore_merges=True))
    tok.pre_tokenizer = split
    tok.decoder = decoders.ByteLevel()
    tok.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    tok.add_tokens([AddedToken(t, normalized=False, special=False) for t in THINK])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tok,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        model_max_length=1024,
        clean_up_tokenization_spaces=False,
    )
    fast.chat_template = TEMPLATE.replace("%s", NO_THINK if style == "reasoner" else "")
    for w in VALUES + NAMES + [" " + w for w in KEYS + VALUES + NAMES]:
        assert len(fast.encode(w)) == 1, w
    return fast


def main():
    p = argparse.ArgumentParser()
    p.add_argument("out")
    p.add_argument("--style", default="reasoner", choices=["reasoner", "instruct"])
    a = p.parse_args()
    fast = build(a.style)
    fast.save_pretrained(a.out, save_jinja_files=False)
    print(len(fast), "tokens")


if __name__ == "__main__":
    main()
