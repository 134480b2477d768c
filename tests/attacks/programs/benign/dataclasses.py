# shows: data classes with annotations that are texts
# task: add add-check add-cases
# expect: correct
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional


@dataclass(order=True)
class Pair:
    a: int
    b: Optional[int] = None
    names: list[str] = field(default_factory=list)

    def total(self) -> int:
        return self.a + (self.b or 0)


def f(a: int, b: int) -> int:
    return Pair(a, b).total()
