"""Two versions of a table side by side in SQL, over the columns that both have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import duckdb

from commonstacks.workshop.tables.history import comparing
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier, one, parquet

Which = Literal["old", "new"]
WHICH: tuple[Which, Which] = ("old", "new")
SMALL = 200_000  # rows of both sides up to which every cell is looked at
_HELD = 16 << 20  # bytes of Parquet up to which a small side is held in memory
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its Parquet file and what is known of it."""

    path: Path
    profile: TableProfile


class Sides:
    """The tables ``old`` and ``new`` on one connection, with columns made comparable.

    Both have the row's number ``r`` (from 0) and, for the columns that both versions have, ``c0``,
    ``c1``, …, in the order of ``shared``. ``renamed`` says which new name an old one has become.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        old: Side,
        new: Side,
        renamed: Mapping[str, str] = _NONE,
    ) -> None:
        self.connection = connection
        self.renamed = dict(renamed)
        self.side: dict[Which, Side] = {"old": old, "new": new}
        here = {column.name for column in new.profile.columns}
        self._old_name = {
            renamed.get(column.name, column.name): column.name for column in old.profile.columns
        }
        self.shared = tuple(name for name in self._old_name if name in here)
        self._place = {name: f"c{at}" for at, name in enumerate(self.shared)}
        self.small = old.profile.rows + new.profile.rows <= SMALL
        self._pairs: dict[str, comparing.Pair] = {}
        self._stored_types = {which: self._types(which) for which in WHICH}
        self._make()

    def renaming(self, called: Mapping[str, str]) -> Sides:
        """The same sides after more columns were found to be renamed."""
        new = {**self.renamed, **called}
        return Sides(self.connection, self.side["old"], self.side["new"], new)

    def cell(self, name: str) -> str:
        """The column of a shared name in SQL."""
        return self._place[name]

    def cells(self, names: Iterable[str], letter: str = "") -> str:
        """Several of them, after the letter of their table where one is given."""
        dot = f"{letter}." if letter else ""
        return ", ".join(f"{dot}{self._place[name]}" for name in names)

    def column(self, which: Which, name: str) -> ColumnProfile:
        """What is known of a shared column on one side."""
        return self.side[which].profile.column(self.own_name(which, name))

    def own_name(self, which: Which, name: str) -> str:
        """What a shared column is called on one side."""
        return self._old_name[name] if which == "old" else name

    def rows(self, which: Which) -> int:
        return self.side[which].profile.rows

    def own_columns(self, which: Which) -> tuple[str, ...]:
        """Columns that only this side has."""
        names = (column.name for column in self.side[which].profile.columns)
        if which == "new":
            return tuple(name for name in names if name not in self._place)
        return tuple(name for name in names if self.renamed.get(name, name) not in self._place)

    def hidden(self, name: str) -> bool:
        """Whether a shared column is sensitive on either side."""
        return any(self.column(which, name).sensitive for which in WHICH)

    def source(self, which: Which) -> str:
        """The stored table with every row's number, as SQL for FROM."""
        table = parquet(self.side[which].path)
        return f"{table[:-1]}, file_row_number = true)"

    def stored(self, which: Which, name: str) -> str:
        """A shared column as it is stored on one side, in SQL."""
        return identifier(self.own_name(which, name))

    def stored_type(self, which: Which, own_name: str) -> str:
        """The type of a stored column, by DuckDB's name."""
        return self._stored_types[which][own_name]

    def type_of(self, name: str) -> str:
        """The type, by DuckDB's name, as which a shared column is compared."""
        return self._pairs[name].type

    def cast(self, name: str) -> bool:
        """Whether a shared column is compared as something else than it is stored as."""
        return self._pairs[name].cast

    def proven(self, key: tuple[str, ...]) -> bool:
        """Whether the profiles say already that one column is a key on both sides."""
        if len(key) != 1 or self.cast(key[0]):
            return False
        return all(_is_key(self.column(which, key[0]), self.rows(which)) for which in WHICH)

    def unique(self, key: tuple[str, ...]) -> bool:
        """Whether no two rows of either side agree in the key and none misses a part of it."""
        if self.proven(key):
            return True
        return all(self.alone(which, key) == self.rows(which) for which in WHICH)

    def alone(self, which: Which, key: tuple[str, ...]) -> int:
        """How many rows of a side have a key that is whole and no other row's."""
        names = self.cells(key)
        (count,) = one(
            self.connection,
            f"SELECT count(*) FROM (SELECT {names} FROM {which} WHERE {self.whole(key)}"
            f" GROUP BY {names} HAVING count(*) = 1)",
        )
        return int(count)

    def whole(self, key: tuple[str, ...]) -> str:
        """SQL that is true where no part of the key is missing."""
        return " AND ".join(f"{self._place[name]} IS NOT NULL" for name in key)

    def _make(self) -> None:
        cells: dict[Which, list[str]] = {"old": [], "new": []}
        for name, place in self._place.items():
            pair = comparing.pair(
                *(self.stored_type(which, self.own_name(which, name)) for which in WHICH)
            )
            self._pairs[name] = pair
            for which, sql in zip(WHICH, (pair.old, pair.new), strict=True):
                cells[which].append(f"{sql.replace('{0}', self.stored(which, name))} AS {place}")
        for which in WHICH:
            self._put(which, ", ".join(["file_row_number AS r", *cells[which]]))

    def _types(self, which: Which) -> dict[str, str]:
        found = self.connection.execute(
            "SELECT column_name, column_type FROM"
            f" (DESCRIBE SELECT * FROM {parquet(self.side[which].path)})"
        ).fetchall()
        return dict(found)

    def _put(self, which: Which, cells: str) -> None:
        held = self.small and self.side[which].path.stat().st_size <= _HELD
        self.connection.execute(f"DROP TABLE IF EXISTS {which}_held")
        if held:
            self.connection.execute(
                f"CREATE TEMP TABLE {which}_held AS SELECT {cells} FROM {self.source(which)}"
            )
            cells = "*"
        origin = f"{which}_held" if held else self.source(which)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {which} AS SELECT {cells} FROM {origin}"
        )


def _is_key(column: ColumnProfile, rows: int) -> bool:
    return column.distinct_exact and column.nulls == 0 and column.distinct == rows
