"""What is told of a sheet: where the table lies on it, and what its cells were turned into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside
from commonstacks.workshop.tables.workbooks import sheet_cells
from commonstacks.workshop.tables.workbooks.blocks import Block
from commonstacks.workshop.tables.workbooks.number_formats import Form
from commonstacks.workshop.tables.workbooks.sheets import Sheet, is_all_money
from commonstacks.workshop.tables.workbooks.survey import Sign

_SHOWN = 3
_LONGEST = 120  # characters of an example
_KINDS = {
    "percent": ("percentages", "shown as percentages: 0.125 is 12.5 %"),
    "money": ("money", "shown with a currency, which was kept with each number"),
    "digits": ("leading zeros", "shown with leading zeros or marks, which were kept"),
    "error": ("errors", "with errors, each kept as its word"),
}
_ASIDE = {
    aside.TITLE: ("line above the table", "lines above the table"),
    aside.NOTE: ("note beside the table", "notes beside the table"),
}


def told(sheet: Sheet, block: Block, merged: int) -> tuple[Step, ...]:
    """Where the table was found, what is hidden, and the marks of its columns.

    ``merged`` counts the merged cells below the header.
    """
    return tuple(_told(sheet, block, merged))


def set_aside(counts: Mapping[str, int], examples: Mapping[str, list[str]]) -> tuple[Step, ...]:
    """One step for titles and one for notes."""
    steps = []
    for reason, count in counts.items():
        says = f"{count} {_ASIDE[reason][count > 1]} kept aside"
        shown = tuple(example[:_LONGEST] for example in examples[reason][:_SHOWN])
        steps.append(Step("set aside", says, count, shown))
    return tuple(steps)


def letters(column: int) -> str:
    """The letters of a column that counts from 0: "A", "Z", "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _told(sheet: Sheet, block: Block, merged: int) -> Iterator[Step]:
    first, last = letters(block.columns[0]), letters(block.columns[-1])
    hidden = "the hidden sheet" if sheet.name.hidden else "sheet"
    where = f"Read from {hidden} “{sheet.name.name}”, {first}{block.top + 1}:{last}{block.bottom}"
    yield Step("sheet", where)
    survey = sheet.survey
    if survey.hidden_rows or survey.hidden_columns:
        rows, columns = survey.hidden_rows, survey.hidden_columns
        says = (
            f"The sheet hides {_count(rows, 'row')} and {_count(columns, 'column')}; all are read"
        )
        yield Step("hidden", says, rows + columns)
    if merged:
        says = f"{_count(merged, 'merged cell')} among the rows: only the first of each has a value"
        yield Step("merged cells", says, merged)
    yield from _marked(sheet, block)


def _marked(sheet: Sheet, block: Block) -> Iterator[Step]:
    found: dict[str, list[str]] = {}
    mixed = []
    for column in sorted(sheet.survey.marks.columns() & set(block.columns)):
        signs = sheet.survey.marks.signs(column, block.rows)
        sums = is_all_money(sheet, block.rows, column)
        kinds = {_kind(sign) for sign in signs if sign and (sums or not sheet_cells.is_money(sign))}
        for kind in sorted(kinds):
            found.setdefault(kind, []).append(letters(column))
        if not sums:
            mixed.append(letters(column))
    for kind, columns in found.items():
        name, says = _KINDS[kind]
        yield Step(name, f"{_columns(columns)}: {says}", len(columns))
    if mixed:
        says = "some numbers are shown with a currency and some without; all are kept without"
        yield Step("money", f"{_columns(mixed)}: {says}", len(mixed))


def _kind(sign: Sign) -> str:
    return sign.what if isinstance(sign, Form) else "error"


def _columns(names: list[str]) -> str:
    return f"{'Column' if len(names) == 1 else 'Columns'} {', '.join(names[:10])}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
