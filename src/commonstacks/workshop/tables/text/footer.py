"""What stands below a table: notes, and rows that may be totals; told from the last records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonstacks.workshop.tables.text import aside
from commonstacks.workshop.tables.text.looks import Look, filled, is_missing, look

LAST = 256
"""So many records at the end are looked at; notes longer than that stay where they are."""

_SOURCES = (
    r"(?:data ?)?sources?|(?:daten)?quellen?|foot ?notes?|notes?|remarks?|anmerkung(?:en)?|"
    r"hinweise?|fu(?:ß|ss)noten?|legende?|key|explanations?|erläuterung(?:en)?|stand|stichtag|"
    r"as of|copyright|licen[cs]e|lizenz|datenlizenz|contact|kontakt|disclaimer|caveats?|warning|"
    r"erstellt|created|generated|downloaded|exported|abgerufen|last updated?|updated|report run|"
    r"fuente|nota|bron|źródło"
)
_NOTED = re.compile(
    rf"(?:{_SOURCES})\b[^:]{{0,30}}:|(?:{_SOURCES})\s*$|©|\(c\)\s|copyright\b|"
    r"(?:generated|exported|downloaded|created|erstellt|abgerufen|last updated|updated|as of)\s+\S|"
    r"\(\d+ rows?\)$|\d+ rows? in set\b|[*†‡§]+\s*\S*[^\W\d_]{2}|[¹²³⁴⁵]\s*[^\W\d_]|"
    r"\(?[1-9a-e*]\)\s*[^\W\d_]|-- |\#|"
    r"end of (?:file|report|table)",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?:{_SOURCES})\b[^:]{{0,30}}:", re.IGNORECASE)
_PARTIAL = (
    r"(?:sub|sous|zwischen|teil)[ -]?(?:totals?|totaux|totale[ns]?|totaal|summen?)|delsumma|"
    r"mezisoučet|totale parziale|total parcial|suma częściowa"
)
_TOTAL = re.compile(
    rf"(?:\w+\s+){{0,2}}(?:{_PARTIAL})(?:\s+[\w&'’./()-]+){{0,6}}\s*[:.]?|"
    r"(?:totals?|totale|totaal|gesamtsumme|summe)(?:\s+[\w&'’./()-]+){0,4}\s*[:.]?|"
    r"(?:\w+\s+){0,2}(?:grand )?(?:totals?|sums?|gesamt|gesamtsumme|endsumme|eindtotaal|summa|"
    r"gesamtergebnis|summe|insgesamt|zusammen|alle|all|together|altogether|overall|totaal|totale|ensemble|suma|razem|"
    r"ogółem|celkem|yhteensä|i alt|Σ|∑)(?:\s+\w+){0,2}\s*[:.]?",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:\w+\s+){{0,2}}(?:{_PARTIAL})\b", re.IGNORECASE)
_AFTER_BLANK = 15  # characters of a note that follows a blank line in a row's clothes
_LONG = 25  # characters of a note that nothing else gives away


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of the rows above: how many cells, and what each column looks like."""

    width: int
    looks: tuple[Look, ...]


TOTALS = aside.TOTALS


def judge(last: Sequence[list[str]], table: Table) -> list[str]:
    """The reasons for which records at the very end are no rows: one for each of them.

    The answer is about the last ``len(answer)`` records: ``aside.NOTE``, ``aside.BLANK`` between
    notes, and ``aside.TOTALS`` for a row that is called a total and is still to be proven. A note
    is a line that fits no row and says so ("Source: …", "* provisional"), stands after a blank
    line, or is one cell far longer than all others of its column; all below it are notes too.
    """
    last = [_cut(record, table.width) for record in last]
    begin = len(last)
    while begin and not _fits(last[begin - 1], table, last):
        begin -= 1
    first = next((at for at in range(begin, len(last)) if _is_note(last, at, table)), len(last))
    reasons = [aside.BLANK if not filled(each) else aside.NOTE for each in last[first:]]
    end = _before_blanks(last, first)
    totals = _totals(last, end, table)
    if totals:
        between = [aside.BLANK] * (first - end)
        return [TOTALS] * totals + between + reasons
    return [aside.BLANK] * (first - end) + reasons if reasons else []


def _cut(record: list[str], width: int) -> list[str]:
    """Without empty cells past the last column."""
    return record if any(map(str.strip, record[width:])) else record[:width]


def is_total(cell: str) -> bool:
    """Does the cell call its row a total?"""
    return len(cell) < 60 and bool(_TOTAL.fullmatch(cell.strip()))


def is_partial(cell: str) -> bool:
    """Does the cell call its row the total of some rows only: "Subtotal", "Sous-total Nord"?"""
    return bool(_PART.match(cell.strip()))


def _before_blanks(last: Sequence[list[str]], end: int) -> int:
    while end and not filled(last[end - 1]):
        end -= 1
    return end


def _totals(last: Sequence[list[str]], end: int, table: Table) -> int:
    """How many records before ``end`` are called totals, where no others are."""
    at = end
    while at and end - at < 3 and label(last[at - 1], table.width):
        at -= 1
    others = {cell.strip() for record in last[:at] for cell in record}
    labels = [label(record, table.width) for record in last[at:end]]
    again = any(each in others and not is_partial(each) for each in labels)
    return 0 if again or not at else end - at


def label(record: list[str], width: int) -> str:
    """The cell that calls a row of numbers a total, else nothing."""
    if len(record) != width:
        return ""
    figures = any(look(cell) == "number" for cell in record)
    words = (cell.strip() for cell in record if look(cell) == "word" and is_total(cell))
    return next(words, "") if figures else ""


def _fits(record: list[str], table: Table, last: Sequence[list[str]]) -> bool:
    """Could it be a row: as many cells, more than one filled, and no word in a column of numbers?

    A row with one filled cell fits where that is usual.
    """
    if len(record) != table.width or _names_source(record, last):
        return False
    if table.width == 1:
        return not _NOTED.match(record[0].strip()) and bool(record[0].strip())
    if filled(record) < 2:
        return False
    return not any(
        kind == "number" and not is_missing(cell) and look(cell) == "word" and len(cell) > _LONG
        for cell, kind in zip(record, table.looks, strict=False)
    )


def _names_source(record: list[str], last: Sequence[list[str]]) -> bool:
    """ "Source: …" at the start of a record, as in no other but the last few."""
    if not record or not _NAMED.match(record[0].strip()):
        return False
    return sum(1 for each in last if each and _NAMED.match(each[0].strip())) <= 5


def _is_note(last: Sequence[list[str]], at: int, table: Table) -> bool:
    record = last[at]
    text = ", ".join(cell.strip() for cell in record if cell.strip())
    words = look(text) == "word"
    if not text or not words:
        return False
    blank = at > 0 and not filled(last[at - 1])
    if table.width == 1:
        return blank and bool(_NAMED.match(text))
    if _NOTED.match(text):
        return True
    if blank and (len(record) != table.width or (len(text) >= _AFTER_BLANK and " " in text)):
        return not any(look(cell) == "number" for cell in record)
    return filled(record) == 1 and _is_long(text, record, last[:at])


def _is_long(text: str, record: list[str], above: Sequence[list[str]]) -> bool:
    """Longer than any other cell of its column, by half and more."""
    column = next(at for at, cell in enumerate(record) if cell.strip())
    others = [len(each[column].strip()) for each in above if column < len(each)]
    return len(text) >= _LONG and " " in text and len(text) > 1.5 * max(others, default=_LONG)
