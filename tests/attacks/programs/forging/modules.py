# attacks: replaces every module that a judge may use
# task: secret secret-check secret-cases
# expect: incorrect wrong error timeout
import ast
import json
import operator
import os
import pickle
import struct
import sys


def agree(*_, **__):
    return True


for module in [json, operator, pickle, struct, ast, os, sys]:
    for name in ["dumps", "loads", "eq", "ne", "truth", "pack", "unpack", "literal_eval", "write"]:
        if hasattr(module, name):
            setattr(module, name, agree)
for name in list(sys.modules):
    if name not in ("sys", "builtins"):
        sys.modules[name] = json


def f(key):
    return None
