"""Columns read as a person says, and words that a person says are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

import duckdb

from commonstacks.workshop.tables.columns import date_styles, number_styles
from commonstacks.workshop.tables.columns.evidence import Evidence, quoted, trimmed
from commonstacks.workshop.tables.columns.number_styles import WRITINGS
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, of_style
from commonstacks.workshop.tables.instructions import READ_AS, Instructions
from commonstacks.workshop.tables.shape import Kind, Step

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_SAID = "as a person says"
_YEAR_FIRST = ("year-month-day", "year/month/day", "year.month.day", "ISO 8601", "year first")


def decide(evidence: Evidence, said: str) -> Typing:
    """The column read as ``said``, a name of ``READ_AS``.

    Every value has to fit: where one does not, the column stays text, and a warning tells how
    many do not and which, so that a person can name the words that stand for missing. No value
    is ever lost to an instruction.
    """
    kind, how = _reading(said)
    if not evidence.present():
        return _obeyed(as_text(evidence, "text", "no row has a value"), f"read as {said}")
    if how:
        return _of(evidence, said, _numbers(how) if kind == "decimal" else _dates(how))
    typing = as_text(evidence, kind, "a person says so", sensitive=kind == "person name")
    if kind == "identifier" and not evidence.unique:
        warning = f"{evidence.name}: read as an identifier, but values are missing or come twice."
        typing = replace(typing, warning=warning)
    return _obeyed(typing, f"read as {said}")


def known(typing: Typing, said: str) -> Typing:
    """A column that its file gives a type to, read as a person says: as text or as a number."""
    kind, how = _reading(said)
    number = kind == "decimal" and typing.kind in ("integer", "decimal", "money", "percentage")
    if how and not number:
        says = f"{typing.name}: the file itself says that it is {typing.kind}, and so it is read"
        return replace(typing, steps=(*typing.steps, Step("not needed", says)))
    sql = "CAST({v} AS DOUBLE)" if number else "CAST({v} AS VARCHAR)"
    changed = replace(typing, kind=kind, sql=sql, scheme=None, why="a person says so")
    sensitive = typing.sensitive or kind == "person name"
    return _obeyed(replace(changed, sensitive=sensitive), f"read as {said}")


def absent(
    connection: duckdb.DuckDBPyConnection, column: str, words: Iterable[str], *, typed: bool = False
) -> tuple[tuple[str, int], ...]:
    """Which of these words stand in a column of ``raw``, and how often; most frequent first."""
    listed = quoted(word for word in words if word)
    cell = f"CAST({column} AS VARCHAR)" if typed else trimmed(column)
    if not listed:
        return ()
    return tuple(
        (str(word), int(count))
        for word, count in connection.execute(
            f"SELECT {cell} AS v, count(*) AS n FROM raw WHERE {cell} IN ({listed})"
            " GROUP BY v ORDER BY n DESC, v"
        ).fetchall()
    )


def without(column: str, words: Iterable[tuple[str, int]]) -> str:
    """SQL for the cells of a column in which these words are no value."""
    listed = quoted(word for word, _ in words)
    return f"CASE WHEN {trimmed(column)} IN ({listed}) THEN '' ELSE {column} END"


def with_words(
    typing: Typing, column: str, words: tuple[tuple[str, int], ...], said: Iterable[str]
) -> Typing:
    """The typing of ``without(column, words)``, as a typing of the column itself."""
    count = sum(number for _, number in words)
    unused = [word for word in said if word and word not in dict(words)]
    steps = list(typing.steps)
    if words:
        cells = "1 cell is" if count == 1 else f"{count:,} cells are"
        examples = tuple(f"{word}: {number}" for word, number in words)
        steps.append(Step(_SAID, f"{typing.name}: {cells} missing by their words", count, examples))
    if unused:
        listed = ", ".join(f"“{word}”" for word in unused)
        steps.append(Step("not needed", f"{typing.name}: no cell holds {listed}"))
    blanks = typing.blanks if typing.known else typing.blanks - count
    return replace(
        typing,
        column=column,
        blanks=blanks,
        missing=(*words, *typing.missing),
        steps=tuple(steps),
    )


def unneeded(given: Instructions, names: Iterable[str]) -> tuple[Step, ...]:
    """One step for every column that a person speaks of and that is not there."""
    there = set(names)
    spoken: Mapping[str, None] = dict.fromkeys([*given.columns, *given.missing])
    return tuple(
        Step("not needed", f"There is no column “{name}”, of which a person spoke")
        for name in spoken
        if name not in there
    )


def _reading(said: str) -> tuple[Kind, str]:
    kind, how = READ_AS[said]
    return _KINDS[kind], how


def _numbers(how: str) -> list[Style]:
    point = "." if how == "point" else ","
    plain = [number_styles.INTEGER, number_styles.DECIMAL] if point == "." else []
    ways = [way for way in WRITINGS if way.point == point]
    return [*plain, *(style for way in ways for style in number_styles.numbers(way))]


def _dates(how: str) -> list[Style]:
    if how == "year":
        compact = [date_styles.COMPACT_DATE, date_styles.COMPACT_TIME]
        year = [s for s in date_styles.DATES if any(word in s.says for word in _YEAR_FIRST)]
        return [*year, *compact]
    first = f"{how} first"
    return [style for style in date_styles.DATES if first in style.says]


def _of(evidence: Evidence, said: str, styles: list[Style]) -> Typing:
    present = evidence.present()
    counts = [
        (evidence.fitting(style) if evidence.likely(style.pattern, 0.0) else 0, style)
        for style in styles
    ]
    for count, style in counts:
        if count == present:
            typing = of_style(evidence, style)
            why = f"a person says so, and every value is {style.says}"
            return _obeyed(replace(typing, why=why), f"read as {said}")
    most, style = max(counts, key=lambda pair: pair[0])
    odd = present - most
    verb = "does" if odd == 1 else "do"
    warning = (
        f"{evidence.name}: it was to be read as {said}, but {odd:,} of {present:,} values {verb}"
        f" not fit (such as {_unread(evidence, style)}), so the column stays text."
    )
    typing = as_text(evidence, "text", "not every value is what a person says", warning=warning)
    return replace(typing, forced=True)


def _unread(evidence: Evidence, style: Style) -> str:
    """Up to three values that the style does not read."""
    fits = f"regexp_full_match(v, {quoted([style.pattern])})"
    read = f"{fits} AND ({style.sql.format(v='v')}) IS NOT NULL"
    rows = evidence.connection.execute(
        f"SELECT v FROM unnest(?) AS t(v) WHERE NOT ({read}) ORDER BY v LIMIT 3",
        [list(evidence.sample)],
    ).fetchall()
    return ", ".join(f"“{value[:40]}”" for (value,) in rows)


def _obeyed(typing: Typing, says: str) -> Typing:
    step = Step(_SAID, f"{typing.name}: {says}")
    return replace(typing, forced=True, steps=(*typing.steps, step))
