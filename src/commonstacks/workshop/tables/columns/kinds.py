"""What kind of thing each column holds, decided from all its rows and said in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.columns import (
    addresses,
    booleans,
    dates,
    forced,
    formulas,
    labels,
    money,
    numbers,
    people,
    periods,
    place_codes,
    placed_columns,
    points,
    wkt,
    worded,
)
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.typed import Typing, as_known, as_text
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import NUMBERS
from commonstacks.workshop.tables.sql import one
from commonstacks.workshop.tables.systems import System
from commonstacks.workshop.tables.text_table import TextTable

_UNTOLD = Instructions()


def decide(
    connection: duckdb.DuckDBPyConnection,
    text: TextTable,
    tell: Callable[[Progress], None],
    system: System | None = None,
    given: Instructions = _UNTOLD,
) -> tuple[Typing, ...]:
    """One decision a column, for the columns c0, c1, … of ``text``, which is the table ``raw``.

    Known columns are what their file says. The others are decided from the values of all rows;
    names only support them, save for codes, whose digits are never counted with. Latitude needs
    longitude beside it, and both in range. Well-known text is moved to WGS 84 if its ``system``
    is given. What a person says in ``given`` goes before everything, as long as no value is lost;
    ``Typing.steps`` tells what became of it.
    """
    typings = []
    wrapped = formulas.find(connection, text)
    for at, name in enumerate(text.names):
        words = given.missing.get(name, ())
        column = _Column(connection, text, at, given.columns.get(name, ""), words, wrapped)
        typings.append(column.known() if at in text.known else column.decided(system))
        tell(Progress(at + 1, len(text.names), "typing"))
    return placed_columns.decide(connection, typings)


class _Column:
    """One column of the table and what a person says of it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        text: TextTable,
        at: int,
        said: str,
        words: tuple[str, ...],
        wrapped: formulas.Wrapped,
    ) -> None:
        self.connection, self.text, self.at = connection, text, at
        self.said, self.words, self.wrapped = said, words, wrapped
        self.name, self.column = text.names[at], f"c{at}"

    def known(self) -> Typing:
        nulls = self.text.rows - one(self.connection, f"SELECT count({self.column}) FROM raw")[0]
        typing = as_known(self.text.known[self.at], self.column, self.name, nulls)
        if self.words:
            found = forced.absent(self.connection, self.column, self.words, typed=True)
            typing = forced.with_words(typing, self.column, found, self.words)
        return forced.known(typing, self.said) if self.said else typing

    def decided(self, system: System | None) -> Typing:
        formed = self.at in self.wrapped.columns
        column = formulas.inner(self.column) if formed else self.column
        found = forced.absent(self.connection, column, self.words)
        cells = forced.without(column, found) if found else column
        evidence = Evidence(self.connection, cells, self.name, self.text.rows, self.text.delimiter)
        typing = self._typed(evidence, system)
        if formed:
            lettered = evidence if self.wrapped.lettered else None
            typing = formulas.told(self.connection, self.column, typing, lettered)
        if not self.words:
            return typing
        return forced.with_words(typing, column, found, self.words)

    def _typed(self, evidence: Evidence, system: System | None) -> Typing:
        if self.said:
            return forced.decide(evidence, self.said)
        typing = wkt.decide(evidence, system) or _decide(evidence)
        return _as_letters(evidence, typing) if self.at in self.text.lettered else typing


def _decide(evidence: Evidence) -> Typing:
    for rule in _RULES:
        typing = rule(evidence)
        if typing:
            return replace(typing, sensitive=typing.sensitive or people.private(evidence))
    raise AssertionError("the last rule takes everything")


def _as_letters(evidence: Evidence, typing: Typing) -> Typing:
    """Digits in a column that the file declares as letters, though it could hold numbers."""
    if typing.kind not in NUMBERS or typing.scheme:
        return typing
    return as_text(evidence, "code", "the file keeps its digits as letters, not as numbers")


def _nothing(evidence: Evidence) -> Typing | None:
    if evidence.present():
        return None
    if evidence.present(labels.ANYWHERE):
        return worded.decide(evidence)
    return as_text(evidence, "text", "no row has a value")


_RULES: tuple[Callable[[Evidence], Typing | None], ...] = (
    _nothing,
    people.contact,
    booleans.decide,
    points.decide,
    place_codes.decide,
    dates.decide,
    periods.decide,
    money.percentage,
    money.decide,
    numbers.decide,
    people.person,
    addresses.decide,
    worded.decide,
)
