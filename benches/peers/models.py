"""Makes checkpoints with random weights and their optimum exports.

    python models.py CACHE SIZE…

CACHE/SIZE is the checkpoint, CACHE/SIZE-optimum the export. The builder's exports come from `run.sh`.
"""

import sys
from pathlib import Path

import torch
from optimum.exporters.onnx import main_export
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast, Qwen2Config, Qwen3Config

UNKNOWN, END = 0, 1
SHARED = dict(
    tie_word_embeddings=True, max_position_embeddings=1024, bos_token_id=None, eos_token_id=END, pad_token_id=END)
CONFIGS = {
    "S": Qwen2Config(
        vocab_size=4096, hidden_size=128, intermediate_size=512, num_hidden_layers=7, num_attention_heads=4,
        num_key_value_heads=2, **SHARED),
    "M": Qwen2Config(
        vocab_size=8192, hidden_size=384, intermediate_size=1472, num_hidden_layers=12, num_attention_heads=6,
        num_key_value_heads=2, **SHARED),
    "L": Qwen3Config(
        vocab_size=16384, hidden_size=768, intermediate_size=2048, num_hidden_layers=16, num_attention_heads=12,
        num_key_value_heads=4, head_dim=64, **SHARED),
}


def checkpoint(size, folder):
    config = CONFIGS[size]
    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_config(config).float().eval()
    with torch.no_grad():
        # A row of zeros is never the best: no text ends by itself.
        model.get_input_embeddings().weight[[UNKNOWN, END]] = 0
    model.save_pretrained(folder)
    words = {f"w{i}": i for i in range(2, config.vocab_size)} | {"<unk>": UNKNOWN, "<end>": END}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<end>", pad_token="<end>", model_max_length=1024)
    fast.chat_template = "{{ messages[-1]['content'] }}"
    fast.save_pretrained(folder)
    print(f"{size}: {sum(p.numel() for p in model.parameters()) / 1e6:.1f} million parameters", flush=True)


if __name__ == "__main__":
    cache, *sizes = sys.argv[1:]
    for size in sizes:
        folder = Path(cache) / size
        if not (folder / "config.json").exists():
            checkpoint(size, folder)
        export = Path(cache) / f"{size}-optimum"
        if not (export / "model.onnx").exists():
            main_export(str(folder), export, task="text-generation-with-past", do_validation=False)
