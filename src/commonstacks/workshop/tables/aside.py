"""Lines that are no rows: kept beside the table with their line number and the reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from commonstacks.workshop.tables.shape import Step

BLANK = "blank line"
TITLE = "line above the header"
REPEATED = "repeated header"
SEPARATOR = "line that names the separator"
RAGGED = "row with another number of cells"
NO_OBJECT = "entry that is no object"
NO_JSON = "line that is no JSON object"
DELETED = "row marked as deleted"

_PLURALS = {
    BLANK: "blank lines",
    TITLE: "lines above the header",
    REPEATED: "repeated headers",
    SEPARATOR: "lines that name the separator",
    RAGGED: "rows with another number of cells",
    NO_OBJECT: "entries that are no objects",
    NO_JSON: "lines that are no JSON objects",
    DELETED: "rows marked as deleted",
}
_COUNTED = {NO_OBJECT: "entry", DELETED: "row"}
_SHOWN = 3
_LONGEST = 120  # characters of an example


class Aside:
    """Writes ``{"line", "reason", "cells"}`` as JSON lines; ``line`` is 1 for the first line.

    In files without lines it is the number of the entry or row.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None
        self.counts: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        self._file = self._path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def put(self, line: int, reason: str, cells: list[str], detail: str = "") -> None:
        """Keeps one record; ``detail`` says more of the reason ("2 cells where 6 are expected")."""
        assert self._file is not None
        kept = {"line": line, "reason": detail or reason, "cells": cells}
        self._file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        self.counts[reason] += 1
        shown = self._examples.setdefault(reason, [])
        if len(shown) < _SHOWN and reason != BLANK:
            words = " | ".join(cell.strip() for cell in cells)
            unit = _COUNTED.get(reason, "line")
            shown.append(f"{unit} {line}: {words[:_LONGEST]}")

    def steps(self) -> tuple[Step, ...]:
        """One readable step for each reason."""
        return tuple(
            Step(
                "set aside",
                f"{count} {_PLURALS[reason] if count > 1 else reason} kept aside",
                count,
                tuple(self._examples.get(reason, ())),
            )
            for reason, count in self.counts.items()
        )
