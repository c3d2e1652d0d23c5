"""Is a key stable: do rows that share it also agree in the rest, or was it numbered anew?"""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.history.numbering import Numbered
from commonstacks.workshop.tables.history.sides import Sides
from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, Kind
from commonstacks.workshop.tables.sql import one

_DESCRIBING: frozenset[Kind] = frozenset(
    {
        "text",
        "category",
        "code",
        "place name",
        "place code",
        "identifier",
        "person name",
        "address",
        "e-mail",
        "telephone",
        "coordinates",
        "longitude",
        "latitude",
        "geometry",
        "date",
        "datetime",
        "period",
    }
)
"""Kinds that stay with a thing, while what is counted of it changes."""

_SAMPLE = 20_000  # earlier rows that are tried where a table is large
_MOST_WITNESSES = 8
_MOST_COLUMNS = 40  # columns whose agreement is counted
_USUAL = 0.9  # agreement by chance from which a column says nothing
_THERE = 0.3  # share of values still there, beyond chance, that a witness must have
_ANEW = 0.5  # share of rows that must stand under another key
_KEPT = 0.8  # share of rows that must keep a number for it to be one
_FEW = 3  # rows
_LONG = 4  # signs that a part of a text must have


@dataclass(frozen=True, slots=True)
class Trial:
    """``matched`` keys are on both sides; ``agreement`` of the rest is 0 by chance, 1 in full."""

    key: tuple[str, ...]
    matched: int
    agreement: float
    anew: bool
    counts_rows: bool = False

    @property
    def worth(self) -> float:
        """By how many rows it explains; what shares no contents may still be recalculated, and
        a column that only counts the rows is a key where there is no other."""
        worth = self.matched * (0.1 + max(self.agreement, 0.0))
        return worth / 2 if self.counts_rows else worth


def pair_rows(sides: Sides, key: tuple[str, ...]) -> int:
    """Rows that have the same key, and to themselves: how many pairs. They are left in ``tried``
    as ``o`` and ``n``, in a large table some of them."""
    names = sides.cells(key)
    alone = f"SELECT {names}, r FROM {{0}}"
    if not sides.proven(key):
        alone = (
            f"SELECT {names}, any_value(r) AS r FROM {{0}} WHERE {sides.whole(key)}"
            f" GROUP BY {names} HAVING count(*) = 1"
        )
    sides.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE tried AS SELECT o.r AS o, n.r AS n FROM"
        f" ({alone.format('old')}) o JOIN ({alone.format('new')}) n USING ({names})"
    )
    (matched,) = one(sides.connection, "SELECT count(*) FROM tried")
    if not sides.small:
        step = 1 + matched // _SAMPLE
        sides.connection.execute(f"DELETE FROM tried WHERE o % {step} <> 0")
    return int(matched)


class Trials:
    """Tries keys on one pair of versions; ``numbered`` columns never speak for other columns."""

    def __init__(self, sides: Sides, numbered: Numbered) -> None:
        self._sides = sides
        self.numbered = numbered
        self._still_there: dict[str, float] = {}

    def of(self, key: tuple[str, ...]) -> Trial:
        """Joins the rows that have the key to themselves, and looks at their other cells."""
        matched = pair_rows(self._sides, key)
        rest = [name for name in self._sides.shared if name not in key]
        agree = self._agreeing(rest) if matched >= _FEW else {}
        counts_rows = key[0] in self.numbered.counters
        agreement = _mean(self._corrected(agree))
        return Trial(key, matched, agreement, self._is_anew(key, agree), counts_rows)

    def contradicted(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """Of the numbered columns, those in which more than a few rows that share the key differ.

        A text that became a part of itself ("https://…/Q889", "Q889") was only written anew.
        """
        others = [name for name in self.numbered.all if name not in key]
        if not others or pair_rows(self._sides, key) < _FEW:
            return ()
        shares = ", ".join(f"avg(CAST({self._kept(name)} AS INTEGER))" for name in others)
        found = one(
            self._sides.connection,
            f"SELECT {shares} FROM tried JOIN old a ON a.r = tried.o JOIN new b ON b.r = tried.n",
        )
        return tuple(name for name, share in zip(others, found, strict=True) if share < _KEPT)

    def _kept(self, name: str) -> str:
        old, new = (f"{letter}.{self._sides.cell(name)}" for letter in "ab")
        same = f"{old} IS NOT DISTINCT FROM {new}"
        if self._sides.type_of(name) != "VARCHAR":
            return f"({same})"
        long = f"least(length({old}), length({new})) >= {_LONG}"
        part = f"contains({old}, {new}) OR contains({new}, {old})"
        return f"({same} OR coalesce({long} AND ({part}), false))"

    def _agreeing(self, names: list[str]) -> dict[str, float]:
        """By column, the share of tried rows whose cells agree, both missing included."""
        sides = self._sides
        telling = [name for name in names if self.chance(name) <= _USUAL]
        telling = sorted(telling, key=self.chance)[:_MOST_COLUMNS]
        if not telling:
            return {}
        shares = ", ".join(
            f"avg(CAST(a.{c} IS NOT DISTINCT FROM b.{c} AS INTEGER))"
            for c in map(sides.cell, telling)
        )
        found = one(
            sides.connection,
            f"SELECT {shares} FROM tried JOIN old a ON a.r = tried.o JOIN new b ON b.r = tried.n",
        )
        return {name: share or 0.0 for name, share in zip(telling, found, strict=True)}

    def _corrected(self, agree: dict[str, float]) -> list[float]:
        """Cohen's kappa: agreement beyond chance."""
        return [
            (share - self.chance(name)) / (1 - self.chance(name)) for name, share in agree.items()
        ]

    def chance(self, name: str) -> float:
        """The share of pairs that agree where rows are paired blindly."""
        return _repeated(self._sides.column("old", name), self._sides.rows("old"))

    def _is_anew(self, key: tuple[str, ...], agree: dict[str, float]) -> bool:
        """Whether contents that are still there now stand under other keys."""
        signs = [
            (there - agree[name]) / (there - self.chance(name))
            for name in self._witnesses(key, agree)
            if (there := self.still_there(name)) - self.chance(name) >= _THERE
        ]
        return bool(signs) and sum(signs) / len(signs) >= _ANEW

    def _witnesses(self, key: tuple[str, ...], agree: dict[str, float]) -> list[str]:
        describing = [
            name
            for name in agree
            if self._sides.column("old", name).kind in _DESCRIBING
            and name not in self.numbered.all
            and self.chance(name) <= _ANEW
        ]
        if describing or len(key) != 1 or not self._counts(key[0]):
            return describing[:_MOST_WITNESSES]
        others = [name for name in agree if name not in self.numbered.all]
        return [name for name in others if self._many(name)][:_MOST_WITNESSES]

    def _counts(self, name: str) -> bool:
        return self._sides.column("old", name).kind in (*NUMBERS, "identifier", "code")

    def _many(self, name: str) -> bool:
        """Whether most values of a number are there only once."""
        column = self._sides.column("old", name)
        return column.distinct * 2 > self._sides.rows("old") - column.nulls

    def still_there(self, name: str) -> float:
        """The share of a column's earlier cells that the new version has too, wherever."""
        if name not in self._still_there:
            self._still_there[name] = self._count_still_there(name)
        return self._still_there[name]

    def _count_still_there(self, name: str) -> float:
        cell = self._sides.cell(name)
        counted = (
            f"SELECT {cell} AS v, count(*) AS k FROM {{0}} WHERE {cell} IS NOT NULL GROUP BY 1"
        )
        (found,) = one(
            self._sides.connection,
            f"SELECT sum(least(o.k, coalesce(n.k, 0))) / sum(o.k) FROM ({counted.format('old')}) o"
            f" LEFT JOIN ({counted.format('new')}) n USING (v)",
        )
        return float(found or 0.0)


def _repeated(column: ColumnProfile, rows: int) -> float:
    """The chance that two rows drawn from a column have the same cell, missing ones included."""
    if not rows:
        return 1.0
    present = rows - column.nulls
    squares = column.nulls**2 + sum(count * count for _, count in column.top)
    if not column.top:  # no value comes twice, or none may be shown
        squares += present * present // max(column.distinct, 1)
    return min(1.0, squares / (rows * rows))


def _mean(shares: list[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0
