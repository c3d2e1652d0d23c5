"""A Ref points at a record without importing it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """``Ref("dataset", "3f2a…")``; written ``dataset:3f2a…``."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        kind, separator, key = text.partition(":")
        if not (kind and separator and key):
            raise ValueError(f"Not a reference: {text!r}")
        return cls(kind, key)
