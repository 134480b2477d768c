"""Exports a checkpoint to ONNX: optimum's text-generation-with-past form, weights stored as fp16.

    python export.py CHECKPOINT OUT_DIR

Weights are rounded to fp16 first, so the torch model they are compared with computes with exactly the stored
values. Each large initializer is stored as fp16 with a Cast to fp32 behind it: ONNX Runtime folds the casts when it
loads the file, so inputs, outputs and arithmetic stay fp32.
"""

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from optimum.exporters.onnx import main_export
from transformers import AutoModelForCausalLM, AutoTokenizer

import evaluate as ev

LIMIT = 3_500_000


def halve(model):
    """fp16 initializers + Cast for every float tensor of more than 256 values; equal (or transposed) tensors once."""
    graph = model.graph
    casts, renamed, seen, extra = [], {}, {}, []
    for init in list(graph.initializer):
        if init.data_type != TensorProto.FLOAT or np.prod(init.dims) <= 256:
            continue
        value = numpy_helper.to_array(init)
        half = value.astype(np.float16)
        assert np.array_equal(half.astype(np.float32), value), f"{init.name} was not rounded to fp16"
        graph.initializer.remove(init)
        same, turned = seen.get((half.shape, half.tobytes())), None
        if same is None and half.ndim == 2:
            turned = seen.get((half.T.shape, np.ascontiguousarray(half.T).tobytes()))
        if same is not None:
            renamed[init.name] = same
        elif turned is not None:
            extra.append(helper.make_node("Transpose", [turned], [init.name], perm=[1, 0], name=init.name + "_transpose"))
        else:
            seen[(half.shape, half.tobytes())] = init.name
            graph.initializer.append(numpy_helper.from_array(half, init.name + "_fp16"))
            casts.append(helper.make_node("Cast", [init.name + "_fp16"], [init.name], to=TensorProto.FLOAT, name=init.name + "_cast"))
    nodes = casts + extra + list(graph.node)
    for node in nodes:
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def main():
    p = argparse.ArgumentParser()
    p.add_argument("checkpoint")
    p.add_argument("out")
    p.add_argument("--compare", type=int, default=10, help="items a family whose greedy outputs must agree with torch")
    a = p.parse_args()
    torch.set_num_threads(1)
    out = Path(a.out)
    tok = AutoTokenizer.from_pretrained(a.checkpoint)
    model = AutoModelForCausalLM.from_pretrained(a.checkpoint, dtype=torch.float32).eval()
    with torch.no_grad():
        for q in model.parameters():
            q.copy_(q.half().float())
    with tempfile.TemporaryDirectory() as tmp:
        src, dst = Path(tmp) / "src", Path(tmp) / "dst"
        model.save_pretrained(src)
        tok.save_pretrained(src)
        main_export(str(src), output=dst, task="text-generation-with-past", do_validation=True, no_post_process=False)
        onnx_model = halve(onnx.load(dst / "model.onnx"))
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(onnx_model, out / "model.onnx")
    model.config.save_pretrained(out)
    tok.save_pretrained(out, save_jinja_files=False)
    (out / "special_tokens_map.json").unlink(missing_ok=True)
    end, pad = tok.convert_tokens_to_ids("<|im_end|>"), tok.convert_tokens_to_ids("<|endoftext|>")
    (out / "generation_config.json").write_text(json.dumps({"do_sample": False, "eos_token_id": [end, pad], "pad_token_id": pad}, indent=2) + "\n")
    size = (out / "model.onnx").stat().st_size
    assert size <= LIMIT, size
    gen = ev.OnnxGenerator(str(out / "model.onnx"))
    prompts = [
        tok.encode(tok.apply_chat_template([{"role": "user", "content": it.user}], tokenize=False, add_generation_prompt=True))
        for f in ev.families.FAMILIES
        for it in ev.held_back_items(f, a.compare, 11)
    ]
    same = sum(x == y for x, y in zip(ev.torch_generate(model, tok, prompts, ev.MAX_NEW), gen(None, tok, prompts, ev.MAX_NEW)))
    print(f"{out}: {size} bytes, {sum(q.numel() for q in model.parameters())} parameters, greedy outputs equal torch: {same}/{len(prompts)}")


if __name__ == "__main__":
    main()
