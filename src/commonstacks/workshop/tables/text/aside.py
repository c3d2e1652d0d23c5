"""Lines that are no rows: kept beside the table with their line number and the reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text.looks import ends

BLANK = phrase("blank line")
TITLE = phrase("line above the header")
COMMENT = phrase("comment line")
UNITS = phrase("row of units")
TAGS = phrase("row of tags")
FIELDS = phrase("row of field widths")
COUNTED = phrase("row that counts the columns")
QUESTIONS = phrase("row of question texts")
MARKS = phrase("row of a survey program's marks")
RULED = phrase("drawn line")
NOTE = phrase("note below the table")
TOTALS = phrase("row of totals")
REPEATED = phrase("repeated header")
SEPARATOR = phrase("line that names the separator")
RAGGED = phrase("row with another number of cells")
NO_OBJECT = phrase("entry that is no object")
NO_JSON = phrase("line that is no JSON object")
DELETED = phrase("row marked as deleted")

_PLURALS = {
    BLANK: phrase("blank lines"),
    TITLE: phrase("lines above the header"),
    COMMENT: phrase("comment lines"),
    UNITS: phrase("rows of units"),
    TAGS: phrase("rows of tags"),
    FIELDS: phrase("rows of field widths"),
    COUNTED: phrase("rows that count the columns"),
    QUESTIONS: phrase("rows of question texts"),
    MARKS: phrase("rows of a survey program's marks"),
    RULED: phrase("drawn lines"),
    NOTE: phrase("footnote lines"),
    TOTALS: phrase("rows of totals"),
    REPEATED: phrase("repeated headers"),
    SEPARATOR: phrase("lines that name the separator"),
    RAGGED: phrase("rows with another number of cells"),
    NO_OBJECT: phrase("entries that are no objects"),
    NO_JSON: phrase("lines that are no JSON objects"),
    DELETED: phrase("rows marked as deleted"),
}
_SINGULARS = {NOTE: phrase("footnote line")}
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
                f"{count} {what} kept aside",
                count,
                tuple(self._examples.get(reason, ())),
            )
            for reason, count in self.counts.items()
            for what in [_counted(reason, count)]
        )


def _counted(reason: str, count: int) -> str:
    return _PLURALS[reason] if count > 1 else _SINGULARS.get(reason, reason)
