"""Questions to one column of text, answered from all its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import duckdb

from commonstacks.workshop.tables import labels
from commonstacks.workshop.tables.styles import Style

_LOOK = 2000  # values looked at first
_LIKELY = 0.8  # share of them that must fit before all rows are asked


def quoted(values: Iterable[str]) -> str:
    """The values as SQL text literals, with commas between them."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def trimmed(column: str) -> str:
    """SQL for the cell without white space round it."""
    return f"trim({column}, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279))"


class Evidence:
    """The text column ``column`` of the table ``raw``, called ``name`` by its publisher.

    Its distinct values are gathered once, each with its count, in the temporary table ``seen``;
    every question is asked of them, so a column of few words costs next to nothing. One Evidence
    at a time lives on a connection.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        column: str,
        name: str,
        rows: int,
        delimiter: str,
    ) -> None:
        self.connection = connection
        self.column = column
        self.name = name
        self.rows = rows
        self.delimiter = delimiter
        self._answers: dict[str, int] = {}
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE seen AS SELECT raw, {trimmed('raw')} AS v, n FROM"
            f" (SELECT {column} AS raw, count(*) AS n FROM raw GROUP BY 1)"
        )
        self._words = self._missing_words()

    @property
    def blanks(self) -> int:
        """Rows without a value, white space left aside."""
        return self._words.get("", 0)

    @cached_property
    def padded(self) -> bool:
        """Whether any value has white space round it."""
        return self._ask("count(*) FILTER (raw <> v)") > 0

    def labelled(self, words: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """Which of these words stand in the column, and how often; the most frequent first."""
        found = [(word, count) for word, count in self._words.items() if word in words]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def present(self, words: tuple[str, ...] = labels.AMONG_VALUES) -> int:
        """Rows that are neither blank nor one of the words for missing."""
        return self.rows - self.blanks - sum(count for _, count in self.labelled(words))

    def likely(self, pattern: str, share: float = _LIKELY) -> bool:
        """Whether that share of the rows of some distinct values fits, and at least one."""
        fits = re.compile(pattern).fullmatch
        hits = sum(count for value, count in self._sample if fits(value))
        return hits > 0 and hits >= share * sum(count for _, count in self._sample)

    def count(self, pattern: str) -> int:
        """Present rows that fit a pattern."""
        return self._ask(_rows(f"regexp_full_match(v, {quoted([pattern])})"))

    def fitting(self, style: Style) -> int:
        """Present rows that fit a style's pattern and are read by its SQL."""
        pattern = quoted([style.pattern])
        read = f"({style.sql.format(v='v')}) IS NOT NULL"
        return self._ask(_rows(f"regexp_full_match(v, {pattern}) AND {read}"))

    def among(self, values: Iterable[str]) -> int:
        """Rows whose text, letter case included, is one of the values."""
        return self._ask(_rows(f"v IN ({quoted(sorted(values))})"), missing=())

    @cached_property
    def distinct(self) -> int:
        """Distinct values, words that are missing anywhere left out."""
        return self._ask("count(DISTINCT v)", missing=labels.ANYWHERE)

    @property
    def unique(self) -> bool:
        """Whether no row is missing and no value comes twice."""
        return self.present(labels.ANYWHERE) == self.rows == self.distinct

    @cached_property
    def letters(self) -> int:
        """Characters of the longest value."""
        return self._ask("max(length(v))")

    def strange(self, pattern: str) -> str:
        """An example of a present value that does not fit."""
        odd = f"NOT regexp_full_match(v, {quoted([pattern])})"
        row = self.connection.execute(f"SELECT min(v) FROM {_values()} WHERE {odd}").fetchone()
        return (row and row[0]) or ""

    def bounds(self, style: Style, without: Iterable[str]) -> tuple[float, float] | None:
        """Least and greatest number, leaving some words out; None where nothing is left."""
        number = style.sql.format(v="v")
        row = self.connection.execute(
            f"SELECT min({number}), max({number}) FROM {_values()}"
            f" WHERE v NOT IN ({quoted(without)})"
        ).fetchone()
        return None if row is None or row[0] is None else (float(row[0]), float(row[1]))

    @property
    def sample(self) -> tuple[str, ...]:
        """Some distinct present values."""
        return tuple(value for value, _ in self._sample)

    @cached_property
    def _sample(self) -> list[tuple[str, int]]:
        return self.connection.execute(f"SELECT v, n FROM {_values()} LIMIT {_LOOK}").fetchall()

    def _missing_words(self) -> dict[str, int]:
        words = quoted(["", *labels.AMONG_VALUES, *labels.SENTINELS])
        rows = self.connection.execute(
            f"SELECT v, sum(n) FROM seen WHERE v IN ({words}) GROUP BY v"
        ).fetchall()
        return {word: int(count) for word, count in rows}

    def _ask(self, measure: str, *, missing: tuple[str, ...] = labels.AMONG_VALUES) -> int:
        if measure not in self._answers:
            row = self.connection.execute(
                f"SELECT coalesce({measure}, 0) FROM {_values(missing)}"
            ).fetchone()
            assert row is not None
            self._answers[measure] = int(row[0])
        return self._answers[measure]


def _rows(condition: str) -> str:
    return f"sum(n) FILTER ({condition})"


def _values(missing: tuple[str, ...] = labels.AMONG_VALUES) -> str:
    return f"(SELECT raw, v, n FROM seen WHERE v NOT IN ({quoted(['', *missing])}))"
