"""What cells look like at a glance: enough to tell a header, a note or a unit from a row."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from commonstacks.workshop.tables.columns import labels

Look = Literal["", "number", "date", "word"]

MISSING = frozenset((*labels.AMONG_VALUES, *labels.ANYWHERE, *labels.SENTINELS))

_ODD = 2  # cells of a short column that may look otherwise
_MONEY = r"(?:[$€£]|[A-Z]{3})"
_NUMBER = re.compile(
    rf"[+\-−‐‑‒–]?(?:{_MONEY} ?)?(?:\d{{1,3}}(?:[.,'’\s]\d{{3}})+|\d+)?(?:[.,]\d+)?"
    rf"(?:[eE][+\-]?\d+)?(?: ?(?:%|‰|{_MONEY}))?|\([\d.,]+\)"
)
_DATE = re.compile(
    r"\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?(?:[T ]\d.{0,30})?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm])?"
)
_DRAWN = "-–—=_~\u2500-\u257f"
_RULE = re.compile(rf"(?=.*[{_DRAWN}]{{2}})[{_DRAWN}+:| ]+")
_LIMIT = re.compile(labels.LIMIT)
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d(?:[-/](?:\d\d){1,2})?")
_UNIT = (
    r"[%‰€$£°\"′]|[kcmdµμ]?m[²³23]?|[kmµμ]?g|t|ha|[mh]?l|[kMGT]?Wh?|°[CF]|h|s|sec|min|ms|d|[kMG]?Hz|"
    r"EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|CAD|AUD|JPY|DM|euros?|dollars?|dB(?:\(A\))?|pp[mb]|h?Pa|k?V|k?A|[kMG]?J|mph|miles?|feet|ft|sq|acres?|"
    r"tons?|tonnes?|hours?|days?|minutes?|seconds?|years?|months?|kilometers?|kilometres?|met(?:er|re)s?|"
    r"percent|per ?cent|prozent|people|persons?|inhabitants|households|number|count|no\.|ratio|"
    r"anzahl|personen|einwohner|einw\.|ew|stück|jahre?|monate?|tage?|stunden|minuten|km|haushalte|"
    r"betriebe|fälle|nombre|habitants"
)
_TIMES = (
    r"(?:1[ .,]?0{3}(?:[ .,]?0{3})?|100|tsd\.?|mio\.?|mrd\.?|mill\.?"
    r"|thousands?|millions?|billions?)"
)
_UNITS = re.compile(
    rf"(?:{_TIMES}|(?:{_TIMES} ?)?(?:{_UNIT})"
    rf"(?: ?(?:/|·|per|pro|je) ?(?:{_TIMES} ?)?(?:{_UNIT}))*)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,24}[)\]]")
_IN = re.compile(r"(?:in|je|per|pro|nach)\s\S.{0,24}", re.IGNORECASE)


def look(cell: str) -> Look:
    """A number (with any marks, a currency or %), a date or time, a word, or nothing."""
    text = cell.strip()
    if not text:
        return ""
    if not any(map(str.isdigit, text)):
        return "word"
    if _NUMBER.fullmatch(text):
        return "number"
    return "date" if _DATE.fullmatch(text) else "word"


def is_missing(cell: str) -> bool:
    """Nothing, a word that stands for a missing value among numbers, or a line drawn in signs."""
    text = cell.strip()
    if not text or text in MISSING:
        return True
    return bool(_RULE.fullmatch(text) or _LIMIT.fullmatch(text))


def is_ruled(record: list[str]) -> bool:
    """A line drawn under the header: "-----", "=== ===", "+----+", "|:---|---:|"."""
    cells = [cell.strip() for cell in record if cell.strip()]
    return bool(cells) and all(map(_RULE.fullmatch, cells)) and len("".join(cells)) > 2


def is_year(cell: str) -> bool:
    """1800 to 2199, school years such as 2019/20 included."""
    return bool(_YEAR.fullmatch(cell.strip()))


def is_unit(cell: str) -> bool:
    """ "km", "(km)", "in %", "Tsd. EUR", "1000 persons", "kg/ha"."""
    text = cell.strip()
    return bool(_BRACKETS.fullmatch(text) or _IN.fullmatch(text) or _UNITS.fullmatch(text))


def filled(record: list[str]) -> int:
    """How many cells hold something."""
    return sum(1 for cell in record if cell and not cell.isspace())


def is_blank(record: list[str]) -> bool:
    """A blank line: without cells, or with one that holds nothing."""
    return not record or (len(record) == 1 and not record[0].strip())


def ends(cell: str) -> int:
    """Line ends in a cell: CR LF, LF or CR."""
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def of_columns(rows: list[list[str]], width: int) -> tuple[Look, ...]:
    """What nearly all values of each column (85 %, or all but two) look like; "" for no values."""
    counts: list[Counter[Look]] = [Counter() for _ in range(width)]
    for row in rows:
        for at, cell in enumerate(row[:width]):
            if not is_missing(cell):
                counts[at][look(cell)] += 1
    return tuple(map(_ruling, counts))


def _ruling(count: Counter[Look]) -> Look:
    if not count:
        return ""
    found, times = count.most_common(1)[0]
    others = count.total() - times
    if found == "word" and others == times:  # of two values one may be a header's
        found = next(kind for kind in count if kind != "word")
    return (
        found if times >= 0.85 * count.total() or (others <= _ODD and times >= others) else "word"
    )
