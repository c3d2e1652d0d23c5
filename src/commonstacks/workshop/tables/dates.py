"""Dates and times, from all values of a column at once."""

from __future__ import annotations

from commonstacks.workshop.tables import naming, styles
from commonstacks.workshop.tables.evidence import Evidence
from commonstacks.workshop.tables.typed import Typing, as_text, near_miss, of_style


def decide(evidence: Evidence) -> Typing | None:
    """Date or datetime; None where the values are neither.

    One way of writing must fit every value. Where day and month could change places in all of
    them the column stays text, with a warning: nothing is guessed.
    """
    present = evidence.present()
    tried = [style for style in _styles(evidence) if evidence.likely(style.pattern)]
    fits = [(evidence.fitting(style), style) for style in tried]
    whole = [style for count, style in fits if count == present]
    if {"day", "month"} <= {style.order for style in whole}:
        return _ambiguous(evidence)
    if whole:
        return of_style(evidence, whole[0])
    if not fits:
        return None
    count, style = max(fits, key=lambda pair: pair[0])
    warning = near_miss(evidence, count, "date", style.pattern)
    return (
        as_text(evidence, "text", "not all values are dates", warning=warning) if warning else None
    )


def _styles(evidence: Evidence) -> tuple[styles.Style, ...]:
    compact = (styles.COMPACT_DATE,) if naming.is_date(evidence.name) else ()
    counted = (styles.MILLISECONDS,) if naming.is_time(evidence.name) else ()
    return (*compact, *counted, *styles.DATES)


def _ambiguous(evidence: Evidence) -> Typing:
    warning = (
        f"{evidence.name}: day and month could change places in every value"
        f" (such as “{evidence.sample[0]}”), so the column stays text."
    )
    return as_text(evidence, "text", "dates whose order cannot be told", warning=warning)
