"""A period somebody wrote in words, as two ISO days, months or years, where that is certain."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from commonstacks.workshop.forms.gap import Period

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
ISO: Final = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SPOKEN: Final = re.compile(r"(?:(\d{1,2}) )?(?:([a-z]+) ?)?(\d{4})?")
LONGEST: Final = len("2026-11-21")
BETWEEN: Final = re.compile(r" to | ?– ?| - |/")


def period_in(text: str) -> Period | None:
    """ "January 1990 to July 2002" is 1990-01 to 2002-07; "1980" is 1980 to 1980.

    The first end may leave out what it shares with the last ("19 August to 30 September 1854").
    Anything else ("Census of 2000") gives none: a date is never guessed.
    """
    ends = BETWEEN.split(" ".join(text.split()).lower())
    if len(ends) > 2:  # a period has two ends
        return None
    last = _day(ends[-1], year="")
    first = _day(ends[0], year=last[:4])
    return Period(first, last) if first and last and first <= last else None


def _day(text: str, *, year: str) -> str:
    if ISO.fullmatch(text):
        return text if _stands(text) else ""
    found = SPOKEN.fullmatch(text)
    if not found:
        return ""
    day, month, said = found.groups()
    if (month and month not in MONTHS) or (day and not month) or not (month or said):
        return ""
    number = f"-{MONTHS.index(month) + 1:02d}" if month else ""
    when = f"{said or year}{number}{f'-{int(day):02d}' if day else ''}"
    return when if (said or year) and _stands(when) else ""


def _stands(when: str) -> bool:
    """There is no 31 February."""
    try:
        date.fromisoformat(f"{when}-01-01"[:10] if len(when) < LONGEST else when)
    except ValueError:
        return False
    return True
