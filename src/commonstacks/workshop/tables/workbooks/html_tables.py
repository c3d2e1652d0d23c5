"""Tables out of web pages, as a last resort: those that hold values, and not the page's layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.refused import strangers
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text.looks import filled
from commonstacks.workshop.tables.text.records_table import pour_records
from commonstacks.workshop.tables.text_table import TextTable
from commonstacks.workshop.tables.workbooks import layer_names, page
from commonstacks.workshop.tables.workbooks.page import Element, words
from commonstacks.workshop.tables.workbooks.spanning import Grid, Spanning

_WIDEST = 1000  # columns of one cell, as in the HTML standard
_LONGEST_CELL = 4000  # characters; where there are more, the table is there for the layout
_FIELDS = ("input", "select", "textarea")
_QUIET = ("hidden", "checkbox")  # kinds of fields that stand in tables of values too
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class _Rows:
    """The records of one table; ``header`` says in which of them the page puts its header."""

    records: list[list[str]]
    header: int | None = None

    @property
    def is_table(self) -> bool:
        """At least two rows and two columns with something in them."""
        used = [record for record in self.records if filled(record)]
        columns = sum(1 for column in zip(*used, strict=True) if filled(list(column)))
        longest = max((len(cell) for record in used for cell in record), default=0)
        return len(used) > 1 and columns > 1 and longest <= _LONGEST_CELL


def tables(path: Path) -> tuple[tuple[str, str], ...]:
    """The tables of values on a web page: the name to show, and the place among all its tables.

    Each is called by its caption, else by the heading above it, else by its number. Tables with
    tables or fields for writing inside are there for the layout. Refuses a page without any other,
    as log-in and error pages are, and what ``page.tree`` refuses.
    """
    named: list[tuple[str, str]] = []
    heading = ""
    for at, element in _outline(page.tree(path)):
        if at < 0:
            heading = words(element) or heading
        elif _may_hold(element) and _rows(element).is_table:
            named.append((_caption(element) or heading or f"Table {len(named) + 1}", str(at)))
    if not named:
        raise strangers.page()
    return layer_names.distinct(named)


def read(
    path: Path,
    inside: str,
    into: Path,
    given: Instructions,
    tell: Callable[[Progress], None],
) -> TextTable:
    """Reads the table that ``tables`` says is ``inside`` into text Parquet in the folder ``into``.

    A cell over several rows or columns (HTML, 4.9.12) stands in each of them, save where it is
    alone in its row: then it is a title or a note. Hidden text is left out; ``thead`` and ``th``
    say where the header is, unless a person does. Refuses what ``tables`` refuses.
    """
    element = dict(_outline(page.tree(path)))[int(inside)]
    rows = _rows(element)
    first = (Step("format", "The file is a web page; the table was read out of it"),)
    if given.header is not None or rows.header is None:
        return pour_records(rows.records, into, first, given, tell)
    hinted = replace(given, header=rows.header + 1)
    table = pour_records(rows.records, into, first, hinted, tell)
    return replace(table, steps=tuple(map(_by_page, table.steps)))


def _by_page(step: Step) -> Step:
    """Not a person but the page says where the header is."""
    if step.name != "as a person says":
        return step
    return Step("header", "The page itself says which row is the header")


def _outline(root: Element) -> Iterator[tuple[int, Element]]:
    """All tables with their number, and headings with -1, in the order of the page."""
    number = 0
    for element in root.iter("table", *_HEADINGS):
        if element.tag == "table":
            yield number, element
            number += 1
        else:
            yield -1, element


def _may_hold(table: Element) -> bool:
    if table.get("role", "").lower() in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    fields = table.iterdescendants(*_FIELDS)
    return all(field.get("type", "").lower() in _QUIET for field in fields)


def _caption(table: Element) -> str:
    found = table.find("caption")
    return "" if found is None else words(found)


def _rows(table: Element) -> _Rows:
    """The cells laid out in a grid; the foot comes last wherever it is written."""
    lines = list(table.iterdescendants("tr"))
    feet = [line for line in lines if line.getparent().tag == "tfoot"]
    lines = [line for line in lines if line.getparent().tag != "tfoot"] + feet
    grid = Grid(len(lines))
    header = None
    for at, line in enumerate(lines):
        cells = [_cell(cell) for cell in line if cell.tag in ("td", "th")]
        heads = _is_header(line)
        grid.add(at, cells, heads=heads)
        if header is None and heads and sum(1 for cell in cells if cell.text) > 1:
            header = at
    return _Rows(grid.records(), header)


def _is_header(line: Element) -> bool:
    cells = [cell for cell in line if cell.tag in ("td", "th")]
    return line.getparent().tag == "thead" or (
        bool(cells) and all(cell.tag == "th" for cell in cells)
    )


def _cell(cell: Element) -> Spanning:
    return Spanning(words(cell), _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", 65_534))


def _span(cell: Element, name: str, most: int) -> int:
    said = cell.get(name, "1").strip()
    if not (said.isascii() and said.isdecimal()):
        return 1
    number = int(said[:6])
    return most if number == 0 and name == "rowspan" else max(1, min(number, most))
