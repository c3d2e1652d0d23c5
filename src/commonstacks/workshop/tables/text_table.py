"""What every reader leaves: cells as they were written, and what the file says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from commonstacks.workshop.tables.shape import Kind, Step
from commonstacks.workshop.tables.sql import parquet


@dataclass(frozen=True, slots=True)
class Known:
    """A column whose kind the file states: its cells have their type and miss none but NULLs."""

    kind: Kind
    why: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """Columns c0, c1, … that are called ``names``; text cells are text, an empty one is "".

    They lie in ``path`` (Parquet), or come out of ``view``, SQL for FROM. ``known`` columns, by
    position, are typed already; digits in ``lettered`` ones are letters to the file.
    """

    path: Path
    aside: Path
    names: tuple[str, ...]
    rows: int
    set_aside: int
    ragged: int  # of the lines set aside: rows with another number of cells
    delimiter: str
    steps: tuple[Step, ...]
    known: Mapping[int, Known] = field(default_factory=dict)
    lettered: frozenset[int] = frozenset()
    view: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return self.view or parquet(self.path)
