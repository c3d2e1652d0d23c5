"""What is told of a sheet: where the table lies on it, and what its cells were turned into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside
from commonstacks.workshop.tables.workbooks import sheet_cells
from commonstacks.workshop.tables.workbooks.blocks import Block
from commonstacks.workshop.tables.workbooks.number_formats import Form
from commonstacks.workshop.tables.workbooks.sheets import Sheet, is_all_money
from commonstacks.workshop.tables.workbooks.survey import Sign

_SHOWN = 3
_MIXED = phrase("some numbers are shown with a currency and some without; all are kept without")
_ONE = {
    "row": phrase("1 row"),
    "column": phrase("1 column"),
    "merged cell": phrase("1 merged cell"),
}
_MANY = {
    "row": phrase("{n:,} rows"),
    "column": phrase("{n:,} columns"),
    "merged cell": phrase("{n:,} merged cells"),
}
_LONGEST = 120  # characters of an example
_KINDS = {
    "percent": ("percentages", phrase("shown as percentages: 0.125 is 12.5 %")),
    "money": ("money", phrase("shown with a currency, which was kept with each number")),
    "digits": ("leading zeros", phrase("shown with leading zeros or marks, which were kept")),
    "error": ("errors", phrase("with errors, each kept as its word")),
}
_ASIDE = {
    aside.TITLE: (phrase("line above the table"), phrase("lines above the table")),
    aside.NOTE: (phrase("note beside the table"), phrase("notes beside the table")),
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
        what = _ASIDE[reason][count > 1]
        says = f"{count} {what} kept aside"
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
    cells = f"{first}{block.top + 1}:{last}{block.bottom}"
    says = f"Read from {hidden} “{sheet.name.name}”, {cells}"
    yield Step("sheet", says)
    survey = sheet.survey
    if survey.hidden_rows or survey.hidden_columns:
        rows, columns = survey.hidden_rows, survey.hidden_columns
        what_rows, what_columns = _count(rows, "row"), _count(columns, "column")
        says = f"The sheet hides {what_rows} and {what_columns}; all are read"
        yield Step("hidden", says, rows + columns)
    if merged:
        what = _count(merged, "merged cell")
        says = f"{what} among the rows: only the first of each has a value"
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
        name, what = _KINDS[kind]
        yield Step(name, _of_columns(columns, what), len(columns))
    if mixed:
        yield Step("money", _of_columns(mixed, _MIXED), len(mixed))


def _kind(sign: Sign) -> str:
    return sign.what if isinstance(sign, Form) else "error"


def _of_columns(columns: list[str], what: str) -> str:
    names = ", ".join(columns[:10])
    form = phrase("Column {names}: {what}")
    if len(columns) > 1:
        form = phrase("Columns {names}: {what}")
    return form.format(names=names, what=what)


def _count(number: int, noun: str) -> str:
    return (_ONE if number == 1 else _MANY)[noun].format(n=number)
