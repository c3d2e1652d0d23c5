"""Questions to one column of text, answered from all its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import duckdb

from commonstacks.workshop.tables.columns import labels
from commonstacks.workshop.tables.columns.number_styles import NUMBERISH
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.shape import NUMBERS
from commonstacks.workshop.tables.sql import one

_LOOK = 2000  # values looked at first
_LIKELY = 0.8  # share of them that must fit before all rows are asked
_DRAWN = 4096  # values that are drawn from a column where none comes twice
_FEW = 200_000  # distinct values that are gathered, if a value has
_OFTEN = 8  # so many rows
_SPACES = (32, 9, 10, 13, 160, 65279)
_OTHERS = 3  # different numbers without which "<0.1" is a class and no limit
_LIMITS = 100  # different limits; more are values of their own
_WORDS = ("", *labels.AMONG_VALUES, *labels.SENTINELS)
_NUMERAL = rf"[($€£]?{NUMBERISH}(?: ?[%€$£)])?"
_LONGEST_WORD = max(len(word.encode()) for word in _WORDS)  # bytes


def quoted(values: Iterable[str]) -> str:
    """The values as SQL text literals, with commas between them."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def trimmed(column: str) -> str:
    """SQL for the cell without white space round it."""
    return f"trim({column}, {' || '.join(f'chr({sign})' for sign in _SPACES)})"


class Evidence:
    """The text column ``column`` of the table ``raw``, called ``name`` by its publisher.

    Where values come again and again, the distinct ones are gathered once, each with its count, in
    the temporary table ``seen``, and every question is asked of them, so that a column of few words
    costs next to nothing; else all rows are asked. One Evidence at a time lives on a connection.
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
        self._led = True  # some cells may begin like a limit: "<0.1"
        self._least = 0  # bytes of the shortest cell, where that is known
        self._bounds: dict[str, tuple[float, float]] = {}
        drawn, share = self._draw()
        few = len(drawn) * share <= min(_FEW, rows / _OFTEN)
        self._seen = self._gathered() if few else self._all()
        self._words = self._missing_words()
        limits = self._limits_found() if self._led else {}
        self._words |= limits
        self._limits = tuple(limits)
        if not few and self._seen == self._bare:
            words = {"", *self._meant(labels.AMONG_VALUES)}
            self._sample = [(v, n) for v, n in drawn if v not in words][:_LOOK]
        if limits and not self._counts():
            self._without_limits()

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
        meant = self._meant(words)
        found = [(word, count) for word, count in self._words.items() if word in meant]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def present(self, words: tuple[str, ...] = labels.AMONG_VALUES) -> int:
        """Rows that are neither blank nor one of the words for missing."""
        return self.rows - self.blanks - sum(count for _, count in self.labelled(words))

    def likely(self, pattern: str, share: float = _LIKELY) -> bool:
        """Whether that share of the rows of some distinct values fits, and at least one."""
        fits = re.compile(pattern).fullmatch
        total = left = sum(count for _, count in self._sample)
        hits = 0
        for value, count in self._sample:
            left -= count
            hits += count if fits(value) else 0
            if hits + left < share * total:
                return False
        return hits > 0

    def count(self, pattern: str) -> int:
        """Present rows that fit a pattern."""
        return self._ask(_rows(_fits(pattern)))

    def fitting(self, style: Style) -> int:
        """Present rows that fit a style's pattern and are read by its SQL."""
        read = style.sql.format(v="v")
        fits = f"({read}) IS NOT NULL"
        if self._answers.get(self._question(_rows(_fits(style.pattern)))) != self.present():
            fits = f"{_fits(style.pattern)} AND {fits}"
        if style.kind not in NUMBERS:
            return self._ask(_rows(fits))
        question = self._question(_rows(fits), f", min({read}), max({read})")
        if question not in self._answers:
            count, low, high = one(self.connection, question)
            self._answers[question] = int(count)
            if low is not None:
                self._bounds[style.sql] = float(low), float(high)
        return self._answers[question]

    def among(self, values: Iterable[str]) -> int:
        """Rows whose text, letter case included, is one of the values."""
        return self._ask(_rows(f"v IN ({quoted(sorted(values))})"), missing=())

    @cached_property
    def distinct(self) -> int:
        """Distinct values, words that are missing anywhere left out."""
        values = f"SELECT v FROM {self._values(labels.ANYWHERE)} GROUP BY v"
        return int(one(self.connection, f"SELECT count(*) FROM ({values})")[0])

    def varied(self, least: int) -> bool:
        """Whether there are at least so many distinct values; told sooner than how many."""
        return len(self._sample) >= least or self.distinct >= least

    @cached_property
    def unique(self) -> bool:
        """Whether no row is missing and no value comes twice."""
        if self.present(labels.ANYWHERE) < self.rows or any(count > 1 for _, count in self._sample):
            return False
        # Where all hashes differ, all values do.
        (hashes,) = one(self.connection, f"SELECT count(DISTINCT hash(v)) FROM {self._seen}")
        if hashes == self.rows:
            return True
        return self.distinct == self.rows

    @cached_property
    def letters(self) -> int:
        """Characters of the longest value."""
        return self._ask("max(length(v))")

    def strange(self, pattern: str) -> str:
        """An example of a present value that does not fit."""
        row = one(
            self.connection, f"SELECT min(v) FROM {self._values()} WHERE NOT {_fits(pattern)}"
        )
        return row[0] or ""

    def bounds(self, style: Style, without: Iterable[str]) -> tuple[float, float] | None:
        """Least and greatest number, leaving some words out; None where nothing is left."""
        words = [word for word in without if word in self._words]
        if not words and style.sql in self._bounds:
            return self._bounds[style.sql]
        number = style.sql.format(v="v")
        rest = f" WHERE v NOT IN ({quoted(words)})" if words else ""
        low, high = one(
            self.connection, f"SELECT min({number}), max({number}) FROM {self._values()}{rest}"
        )
        return None if low is None else (float(low), float(high))

    @property
    def sample(self) -> tuple[str, ...]:
        """Some distinct present values."""
        return tuple(value for value, _ in self._sample)

    @cached_property
    def _sample(self) -> list[tuple[str, int]]:
        """The values of the least hashes, which is as good as drawn by lot and always the same."""
        rows = self.connection.execute(
            f"SELECT v, CAST(sum(n) AS BIGINT) FROM {self._values()}"
            f" GROUP BY v ORDER BY hash(v), v LIMIT {_LOOK}"
        )
        return rows.fetchall()

    def _draw(self) -> tuple[list[tuple[str, int]], int]:
        """One in so many distinct cells with its rows, by its hash, and that number."""
        share = max(1, self.rows // _DRAWN)
        rows = self.connection.execute(
            f"SELECT {self.column} AS cell, count(*), hash(cell) AS sign FROM raw"
            f" WHERE hash({self.column}) % {share} = 0 GROUP BY cell ORDER BY sign, cell"
        )
        return [(cell, count) for cell, count, _ in rows.fetchall()], share

    @property
    def _bare(self) -> str:
        """All cells as they are."""
        return f"(SELECT {self.column} AS raw, {self.column} AS v, 1 AS n FROM raw)"

    def _gathered(self) -> str:
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE seen AS SELECT raw, {trimmed('raw')} AS v, n FROM"
            f" (SELECT {self.column} AS raw, count(*) AS n FROM raw GROUP BY 1)"
        )
        return "seen"

    def _all(self) -> str:
        cell = self.column
        signs = ", ".join(map(str, [*_SPACES, *map(ord, labels.LIMIT_SIGNS)]))
        ends = " OR ".join(f"suffix({cell}, chr({sign}))" for sign in _SPACES)
        odd, self._least, most = one(
            self.connection,
            f"SELECT count(*) FILTER (ascii({cell}) IN ({signs}) OR {ends}),"
            f" min(strlen({cell})), max(length({cell})) FROM raw",
        )
        self._led = odd > 0
        if odd and one(self.connection, f"SELECT bool_or({trimmed(cell)} <> {cell}) FROM raw")[0]:
            self._least = 0
            return f"(SELECT {cell} AS raw, {trimmed(cell)} AS v, 1 AS n FROM raw)"
        self.padded = False
        if self._least > _LONGEST_WORD:
            self.letters = most
        return self._bare

    def _missing_words(self) -> dict[str, int]:
        if self._least > _LONGEST_WORD:
            return {}
        rows = self.connection.execute(
            f"SELECT v, sum(n) FROM {self._seen} WHERE v IN ({quoted(_WORDS)}) GROUP BY v"
        ).fetchall()
        return {word: int(count) for word, count in rows}

    def _limits_found(self) -> dict[str, int]:
        """Cells such as "<0.1" and their rows; none where they are too many different ones."""
        if self._least > _LONGEST_WORD:
            return {}
        signs = quoted(labels.LIMIT_SIGNS)
        rows = self.connection.execute(
            f"SELECT v, sum(n) FROM {self._seen} WHERE left(v, 1) IN ({signs})"
            f" AND {_fits(labels.LIMIT)} GROUP BY v ORDER BY v LIMIT {_LIMITS + 1}"
        ).fetchall()
        if len(rows) > _LIMITS:
            return {}
        return {word: int(count) for word, count in rows if word not in self._words}

    def _counts(self) -> bool:
        """Whether the other values are numbers, and several."""
        fits = re.compile(_NUMERAL).fullmatch
        numbers = sum(1 for value, _ in self._sample if fits(value))
        return numbers >= max(_OTHERS, _LIKELY * len(self._sample))

    def _without_limits(self) -> None:
        self._words = {word: n for word, n in self._words.items() if word not in self._limits}
        self._limits = ()
        del self._sample

    def _meant(self, missing: tuple[str, ...]) -> tuple[str, ...]:
        """Limits are missing where all other words are that mean something in text."""
        return (*missing, *self._limits) if missing is labels.AMONG_VALUES else missing

    def _ask(self, measure: str, *, missing: tuple[str, ...] = labels.AMONG_VALUES) -> int:
        question = self._question(measure, missing=missing)
        if question not in self._answers:
            self._answers[question] = int(one(self.connection, question)[0])
        return self._answers[question]

    def _question(
        self, measure: str, more: str = "", *, missing: tuple[str, ...] = labels.AMONG_VALUES
    ) -> str:
        return f"SELECT coalesce({measure}, 0){more} FROM {self._values(missing)}"

    def _values(self, missing: tuple[str, ...] = labels.AMONG_VALUES) -> str:
        """The rows of the values, those of the words for missing that are there left out."""
        there = [word for word in ("", *self._meant(missing)) if word in self._words]
        rest = f" WHERE v NOT IN ({quoted(there)})" if there else ""
        return f"(SELECT raw, v, n FROM {self._seen}{rest})"


def _fits(pattern: str) -> str:
    return f"regexp_full_match(v, {quoted([pattern])})"


def _rows(condition: str) -> str:
    return f"sum(n) FILTER ({condition})"
