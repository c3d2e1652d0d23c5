"""Lines that are no rows: kept beside the table with their line number and the reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text.looks import ends

BLANK = "blank line"
TITLE = "line above the header"
COMMENT = "comment line"
UNITS = "row of units"
TAGS = "row of tags"
FIELDS = "row of field widths"
COUNTED = "row that counts the columns"
QUESTIONS = "row of question texts"
MARKS = "row of a survey program's marks"
RULED = "drawn line"
NOTE = "note below the table"
TOTALS = "row of totals"
REPEATED = "repeated header"
SEPARATOR = "line that names the separator"
RAGGED = "row with another number of cells"
NO_OBJECT = "entry that is no object"
NO_JSON = "line that is no JSON object"
DELETED = "row marked as deleted"

_PLURALS = {
    BLANK: "blank lines",
    TITLE: "lines above the header",
    COMMENT: "comment lines",
    UNITS: "rows of units",
    TAGS: "rows of tags",
    FIELDS: "rows of field widths",
    COUNTED: "rows that count the columns",
    QUESTIONS: "rows of question texts",
    MARKS: "rows of a survey program's marks",
    RULED: "drawn lines",
    NOTE: "footnote lines",
    TOTALS: "rows of totals",
    REPEATED: "repeated headers",
    SEPARATOR: "lines that name the separator",
    RAGGED: "rows with another number of cells",
    NO_OBJECT: "entries that are no objects",
    NO_JSON: "lines that are no JSON objects",
    DELETED: "rows marked as deleted",
}
_SINGULARS = {NOTE: "footnote line"}
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

    def lines(self, *, spans: bool) -> dict[int, int]:
        """The lines kept so far, each with the number of lines that it takes."""
        assert self._file is not None
        self._file.flush()
        with self._path.open(encoding="utf-8", newline="\n") as file:
            kept = map(json.loads, file)
            return {
                each["line"]: 1 + (sum(map(ends, each["cells"])) if spans else 0) for each in kept
            }

    def steps(self) -> tuple[Step, ...]:
        """One readable step for each reason."""
        return tuple(
            Step(
                "set aside",
                f"{count} {_counted(reason, count)} kept aside",
                count,
                tuple(self._examples.get(reason, ())),
            )
            for reason, count in self.counts.items()
        )


def _counted(reason: str, count: int) -> str:
    return _PLURALS[reason] if count > 1 else _SINGULARS.get(reason, reason)
