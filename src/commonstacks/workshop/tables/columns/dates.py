"""Dates and times, from all values of a column at once."""

from __future__ import annotations

import re
from dataclasses import replace

from commonstacks.workshop.tables.columns import date_styles, naming
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, near_miss, of_style

_MOST = 0.9  # share of values that are dates, of one style or another


def decide(evidence: Evidence) -> Typing | None:
    """Date or datetime; None where the values are neither.

    One way of writing must fit every value. Where day and month could change places in all of
    them, or dates are written in several ways, the column stays text, with a warning that gives
    the counts: nothing is guessed.
    """
    if not evidence.likely(date_styles.DATEISH):
        return None
    present = evidence.present()
    fits: list[tuple[int, Style]] = []
    for style in _styles(evidence):
        if evidence.likely(style.pattern):
            fits.append((evidence.fitting(style), style))
            if fits[-1][0] == present and not style.order:
                break  # it fits all, and nothing else could
    whole = [style for count, style in fits if count == present]
    if {"day", "month"} <= {style.order for style in whole}:
        return _ambiguous(evidence)
    if whole:
        return of_style(evidence, whole[0])
    return _orders(evidence, fits) or _mixed(evidence) or _nearly(evidence, fits)


def _styles(evidence: Evidence) -> tuple[Style, ...]:
    dated = (date_styles.COMPACT_DATE,) if naming.is_date(evidence.name) else ()
    timed = (date_styles.COMPACT_TIME, date_styles.MILLISECONDS, date_styles.SECONDS)
    return (*dated, *(timed if naming.is_time(evidence.name) else ()), *date_styles.DATES)


def _ambiguous(evidence: Evidence) -> Typing:
    warning = (
        f"{evidence.name}: day and month could change places in every value"
        f" (such as “{min(evidence.sample)}”), so the column stays text."
    )
    return as_text(evidence, "text", "dates whose order cannot be told", warning=warning)


def _orders(evidence: Evidence, fits: list[tuple[int, Style]]) -> Typing | None:
    """Some dates can only have the day first and others only the month."""
    present = evidence.present()
    day = max((pair for pair in fits if pair[1].order == "day"), default=None, key=_count)
    month = max((pair for pair in fits if pair[1].order == "month"), default=None, key=_count)
    if not (day and month) or day[1].pattern != month[1].pattern:
        return None
    either = f"coalesce({day[1].sql}, {month[1].sql})"
    valid = evidence.fitting(replace(day[1], sql=either))
    if valid < _MOST * present or max(day[0], month[0]) >= _MOST * valid:
        return None
    warning = (
        f"{evidence.name}: {valid - month[0]:,} dates can only have the day first and"
        f" {valid - day[0]:,} only the month, so the column stays text."
    )
    return as_text(evidence, "text", "dates in two orders", warning=warning)


def _count(pair: tuple[int, Style]) -> int:
    return pair[0]


def _mixed(evidence: Evidence) -> Typing | None:
    """Dates written in several ways: text, with the count and an example of each."""
    patterns = [p for p in dict.fromkeys(s.pattern for s in _all_styles()) if _seen(evidence, p)]
    ways: list[tuple[int, str]] = []
    union: list[str] = []
    for pattern in patterns:
        union.append(pattern)
        count = evidence.count("|".join(union)) - sum(number for number, _ in ways)
        if count:
            ways.append((count, _example(evidence, pattern, union[:-1])))
    total = sum(number for number, _ in ways)
    if len(ways) < 2 or total < _MOST * evidence.present():
        return None
    few = ", ".join(f"{number:,} as “{shown}”" for number, shown in sorted(ways, reverse=True)[:5])
    odd = evidence.present() - total
    others = f", and {odd:,} values are no dates" if odd else ""
    warning = (
        f"{evidence.name}: its dates are written in several ways ({few}){others}, so the column"
        " stays text."
    )
    return as_text(evidence, "text", "dates written in several ways", warning=warning)


def _all_styles() -> tuple[Style, ...]:
    return (*date_styles.DATES, date_styles.COMPACT_DATE)


def _seen(evidence: Evidence, pattern: str) -> bool:
    return evidence.likely(pattern, share=0.0)


def _example(evidence: Evidence, pattern: str, before: list[str]) -> str:
    earlier = re.compile("|".join(before) if before else r"[^\s\S]").fullmatch
    fits = re.compile(pattern).fullmatch
    return next((v for v in evidence.sample if fits(v) and not earlier(v)), "")


def _nearly(evidence: Evidence, fits: list[tuple[int, Style]]) -> Typing | None:
    if not fits:
        return None
    count, style = max(fits, key=_count)
    warning = near_miss(evidence, count, "date", style.pattern)
    if not warning:
        return None
    return as_text(evidence, "text", "not all values are dates", warning=warning)
