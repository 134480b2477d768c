# shows: an import from the future behind a comment and a text
# task: add add-check
# expect: correct
"""Adds numbers."""
from __future__ import annotations, division


def f(a: Unknown, b: "Unknown") -> Nothing:
    return a + b
