"""Tables out of workbooks: every block of cells on every sheet is one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside
from commonstacks.workshop.tables.text.looks import filled
from commonstacks.workshop.tables.text.records_table import pour_records
from commonstacks.workshop.tables.text_table import TextTable
from commonstacks.workshop.tables.workbooks import layer_names, merged_cells, sheet_steps, workbook
from commonstacks.workshop.tables.workbooks.blocks import Block
from commonstacks.workshop.tables.workbooks.sheets import Sheet

_HEAD = 24  # rows in which merged cells may belong to the header
_LONGEST_TITLE = 80  # characters


@dataclass(frozen=True, slots=True)
class _Place:
    """A table by its place: the sheet and the block on it, both from 0; -1 is the whole sheet."""

    sheet: int
    block: int

    @classmethod
    def of(cls, inside: str) -> _Place:
        sheet, _, block = inside.partition("/")
        return cls(int(sheet), int(block))

    def __str__(self) -> str:
        return f"{self.sheet}/{self.block}"


def tables(path: Path, tell: Callable[[Progress], None] = ignore) -> tuple[tuple[str, str], ...]:
    """The tables of a workbook, sheet by sheet: the name to show, and where inside each lies.

    A sheet with one table gives it its name; of several each is called by the sheet and the title
    above it, or its number. Hidden sheets are read too; sheets of text alone are tables only where
    there is nothing else. Refuses empty workbooks, those of charts alone, and what
    ``workbook.opened`` and ``Survey.reach`` refuse.
    """
    named: list[tuple[str, str]] = []
    texts: list[tuple[str, str]] = []
    with workbook.opened(path) as book:
        for name in book.sheets:
            if not name.holds_cells:
                continue
            sheet = Sheet(book, name, tell)
            if sheet.found.blocks:
                titles = _titles(sheet) if len(sheet.found.blocks) > 1 else [""]
                for at, title in enumerate(titles):
                    named.append((_called(name.name, title), str(_Place(name.at, at))))
            elif not sheet.is_empty:
                texts.append((name.name, str(_Place(name.at, -1))))
        charts = any(not name.holds_cells for name in book.sheets)
    if not named and not texts:
        raise _nothing(charts=charts)
    return layer_names.distinct(named or texts)


def read(
    path: Path,
    inside: str,
    into: Path,
    given: Instructions,
    tell: Callable[[Progress], None],
) -> TextTable:
    """Reads the table that ``tables`` says is ``inside`` into text Parquet in the folder ``into``.

    Cells become text as a reader of the sheet knows them: whole numbers without a point, dates in
    ISO 8601, percentages with their sign, codes with their leading zeros, errors as their word.
    Merged cells of the header stand over all their columns. Titles and notes are set aside.
    Refuses what ``tables`` refuses.
    """
    place = _Place.of(inside)
    with workbook.opened(path, checked=True) as book:
        sheet = Sheet(book, book.sheets[place.sheet], tell)
        block = sheet.whole() if place.block < 0 else sheet.found.blocks[place.block]
        areas = merged_cells.inside(sheet.merged, block)
        rows = sheet.records(block)
        head = list(islice(rows, _HEAD))
        end = merged_cells.header_end(head, block, areas)
        what = book.kind
        steps = (
            Step("format", f"The file is {what}"),
            *sheet_steps.told(sheet, block, sum(1 for (top, _), _ in areas if top > end)),
            *_others(book, sheet),
        )
        records = chain(merged_cells.spread(head, block, areas), rows)
        table = pour_records(records, into, steps, given, tell, first_line=block.top + 1)
        return _with_notes(replace(table, delimiter=","), sheet, block)


def _with_notes(table: TextTable, sheet: Sheet, block: Block) -> TextTable:
    """Keeps titles and notes of the block beside the table, each row of them as one line."""
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    with table.aside.open("a", encoding="utf-8", newline="\n") as file:
        for reason, cells in ((aside.TITLE, block.titles), (aside.NOTE, block.notes)):
            for row, words in sheet.words(cells):
                line = {"line": row + 1, "reason": reason, "cells": words}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                counts[reason] += 1
                examples.setdefault(reason, []).append(f"row {row + 1}: {' | '.join(words)}")
    steps = sheet_steps.set_aside(counts, examples)
    set_aside = table.set_aside + counts.total()
    return replace(table, set_aside=set_aside, steps=(*table.steps, *steps))


def _others(book: workbook.Workbook, sheet: Sheet) -> tuple[Step, ...]:
    rest = [name.name for name in book.sheets if name != sheet.name]
    if not rest:
        return ()
    says = f"{len(rest)} other {'sheet' if len(rest) == 1 else 'sheets'} in the workbook"
    return (Step("sheets", says, len(rest), tuple(rest[:5])),)


def _titles(sheet: Sheet) -> list[str]:
    """The title of each block: the words in the row right above it, or in its own first row."""
    return [_title(sheet, block) for block in sheet.found.blocks]


def _title(sheet: Sheet, block: Block) -> str:
    first = next(iter(sheet.records(block)))
    if len(first) > 1 and filled(first) == 1:
        return next(cell for cell in first if cell.strip())
    last = max((row for row, _ in block.titles), default=-1)
    words = sheet.words(tuple(cell for cell in block.titles if cell[0] == last))
    return " ".join(words[0][1]) if words else ""


def _called(sheet: str, title: str) -> str:
    title = " ".join(title.split())[:_LONGEST_TITLE]
    return f"{sheet}: {title}" if title and title != sheet else sheet


def _nothing(*, charts: bool) -> Refusal:
    if charts:
        return Refusal(
            "The workbook holds charts and no table.",
            "Ask the publisher for the numbers behind them.",
        )
    return Refusal("The workbook is empty.", "Fetch it again, or ask the publisher.")
