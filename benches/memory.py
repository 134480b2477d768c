"""Resident memory of ONNX Runtime alone while it runs a decoder, with the cache in its own
arena: what `overthink model fit` says of weights and work was first fitted to it (docs/models.md),
and what the engine keeps out of the arena can be seen by comparing (docs/performance.md).

    pip install onnxruntime==1.31.1 numpy
    python benches/memory.py MODEL.onnx BATCH CONTEXT PROMPT STEP [HEAD_DIM]

Computes PROMPT tokens of BATCH texts, STEP of each at once, then one by one up to CONTEXT,
and prints megabytes over those of the process before the session was made. Graphs with
GroupQueryAttention write into the buffers that they read; all others grow their cache.
Linux with glibc.
"""

import ctypes
import sys

import numpy as np
import onnxruntime as ort


def resident():
    with open("/proc/self/status") as status:
        kilobytes = dict(line.split(":") for line in status if line.startswith(("VmRSS", "VmHWM")))
    return [int(kilobytes[name].split()[0]) / 1e3 for name in ("VmRSS", "VmHWM")]


class Decoder:
    def __init__(self, path, batch, context, head_dim):
        options = ort.SessionOptions()
        options.enable_mem_pattern = False
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        # Loading leaves memory behind that nobody uses.
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        self.batch, self.length = batch, 0
        self.inputs = {i.name for i in self.session.get_inputs()}
        cache = [i for i in self.session.get_inputs() if i.name.startswith("past_key_values.")]
        self.shared = b"GroupQueryAttention" in open(path, "rb").read()
        self.bytes_per_number = 2 if "16" in cache[0].type else 4
        number = np.float16 if self.bytes_per_number == 2 else np.float32
        tokens = context if self.shared else 0
        self.cache = {}
        for i in cache:
            size = i.shape[3] if isinstance(i.shape[3], int) else head_dim
            empty = np.zeros([batch, i.shape[1], tokens, size], number)
            self.cache[i.name] = ort.OrtValue.ortvalue_from_numpy(empty)

    def step(self, n):
        binding = self.session.io_binding()
        end = self.length + n
        ids = np.random.randint(0, 100, (self.batch, n)).astype(np.int64)
        positions = np.tile(np.arange(self.length, end), (self.batch, 1)).astype(np.int64)
        for name, value in [
            ("input_ids", ids),
            ("attention_mask", np.ones((self.batch, end), np.int64)),
            ("position_ids", positions),
        ]:
            if name in self.inputs:
                binding.bind_cpu_input(name, value)
        for name, value in self.cache.items():
            binding.bind_ortvalue_input(name, value)
            present = name.replace("past_key_values", "present")
            if self.shared:
                binding.bind_ortvalue_output(present, value)
            else:
                binding.bind_output(present)
        binding.bind_output("logits")
        self.session.run_with_iobinding(binding)
        if not self.shared:
            # In the order in which they were bound: the cache first.
            self.cache = dict(zip(self.cache, binding.get_outputs()))
        self.length = end


def main():
    path, (batch, context, prompt, step) = sys.argv[1], map(int, sys.argv[2:6])
    head_dim = int(sys.argv[6]) if len(sys.argv) > 6 else 64
    before = resident()[0]
    decoder = Decoder(path, batch, context, head_dim)
    print(f"loaded: {resident()[0] - before:.0f} MB")
    while decoder.length < prompt:
        decoder.step(min(step, prompt - decoder.length))
    print(f"{decoder.length} tokens: {resident()[0] - before:.0f} MB")
    while decoder.length < context:
        decoder.step(1)
    now, peak = resident()
    print(f"{decoder.length} tokens: {now - before:.0f} MB, at most {peak - before:.0f} MB")


main()
