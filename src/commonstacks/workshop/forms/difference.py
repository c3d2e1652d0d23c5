"""One thing that differs between two releases of the form, and how heavy it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PATCH: Final = "patch"
MINOR: Final = "minor"
MAJOR: Final = "major"


@dataclass(frozen=True, slots=True)
class Difference:
    """``what`` is a plain sentence; ``question`` the id it is about, where it is about one."""

    weight: str
    what: str
    question: str = ""
