"""Periods: months, quarters, half-years, weeks and school years, kept as they are written."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables.columns import months, naming
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, near_miss, of_style

_YEAR = r"(?:1[6-9]|20)\d{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_CONSECUTIVE = (
    "CASE WHEN (try_cast(regexp_extract({v}, '([0-9]+)[^0-9]', 1) AS BIGINT) + 1) % 100"
    " = try_cast(regexp_extract({v}, '([0-9]+)$', 1) AS BIGINT) % 100 THEN {v} END"
)


def _period(scheme: str, pattern: str, sql: str = "{v}") -> Style:
    return Style("period", f"a {scheme}", f"(?i:{pattern})", sql, scheme=scheme)


_STYLES = (
    _period(
        "month",
        rf"{_YEAR}[-/]{_MONTH}|{_YEAR}-?M{_MONTH}|{_MONTH}[-/]{_YEAR}"
        rf"|{months.PATTERN}\.?[ ,/_-]{{0,2}}{_YEAR}|{_YEAR}[ /_-]?{months.PATTERN}\.?"
        rf"|{months.PATTERN}\.?(?:-| ?['’])\d{{2}}|\d{{2}}-{months.PATTERN}",
    ),
    _period(
        "quarter",
        rf"{_YEAR}[ /-]?[QTK][1-4]|{_YEAR}[ /-]?KV[1-4]|[QT][1-4][ ,/-]{{0,2}}{_YEAR}"
        rf"|[1-4]\.? ?(?:Quartal|Quarter|Q|Trimestre|Trim\.?)[ ,/-]{{0,2}}{_YEAR}|[1-4]Q\d{{2}}"
        rf"|(?:I|II|III|IV)[./ ]{{0,2}}(?:Quartal )?{_YEAR}|Quarter [1-4],? {_YEAR}",
    ),
    _period(
        "half-year",
        rf"{_YEAR}[ /-]?(?:H|S|HJ)[12]|(?:H|HJ|S)[12][ ,/-]{{0,2}}{_YEAR}"
        rf"|[12]\.? ?(?:Halbjahr|Hj\.?|half|Semestre|Semester)[ ,/-]{{0,2}}{_YEAR}",
    ),
    _period(
        "week",
        rf"{_YEAR}[ /-]?(?:W|KW|CW|S)[ -]?(?:0?[1-9]|[1-4]\d|5[0-3])"
        rf"|(?:W|KW|CW|Week|Woche)[ .-]{{0,2}}(?:0?[1-9]|[1-4]\d|5[0-3])[ ,/-]{{1,3}}{_YEAR}"
        rf"|(?:0?[1-9]|[1-4]\d|5[0-3])\. ?KW[ /,-]{{1,2}}{_YEAR}",
    ),
    _period(
        "school year",
        rf"(?:(?:SY|AY|FY|SJ|WS) ?)?(?:{_YEAR} ?[/–-] ?(?:{_YEAR}|\d{{2}}))",
        _CONSECUTIVE,
    ),
    _period("year", rf"(?:FY|CY|GJ) ?'?(?:{_YEAR}|\d{{2}})"),
)
_NAMED = _period("month", rf"{_YEAR}\.?(?:0[1-9]|1[0-2])|{_MONTH}\.{_YEAR}")
"""What would be a number elsewhere."""


def decide(evidence: Evidence) -> Typing | None:
    """A period with its scheme, if every value is one of the same kind; else None.

    Plain years stay numbers. Six digits are a month only in a column whose name says so. Where
    "2010-11" could be November or a school year in every value, no scheme is said, but a warning.
    """
    present = evidence.present()
    tried = [style for style in _styles(evidence) if evidence.likely(style.pattern)]
    counts = {style: evidence.fitting(style) for style in tried}
    whole = [style for style in tried if counts[style] == present]
    if len(whole) > 1 and whole[0].scheme == "month":
        return _either(evidence, whole)
    if whole:
        return of_style(evidence, whole[0])
    return _nearly(evidence, counts)


def _styles(evidence: Evidence) -> tuple[Style, ...]:
    return (_NAMED, *_STYLES) if naming.is_period(evidence.name) else _STYLES


def _either(evidence: Evidence, whole: list[Style]) -> Typing:
    warning = (
        f"{evidence.name}: every value (such as “{min(evidence.sample)}”) could be a month or a"
        " school year; which of them is not said."
    )
    typing = of_style(evidence, whole[0])
    return replace(typing, scheme=None, why="every value is a month or two years", warning=warning)


def _nearly(evidence: Evidence, counts: dict[Style, int]) -> Typing | None:
    if not counts:
        return None
    best = max(counts, key=lambda style: counts[style])
    warning = near_miss(evidence, counts[best], best.scheme, best.pattern)
    if not warning:
        return None
    return as_text(evidence, "text", "not all values are periods", warning=warning)
