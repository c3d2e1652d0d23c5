"""Two versions of a table side by side in SQL, over the columns that both have."""

from __future__ import annotations

from pathlib import Path

import duckdb

from commonstacks.workshop.tables import geometry, masks
from commonstacks.workshop.tables.changes import Counts
from commonstacks.workshop.tables.difference import Change, Example
from commonstacks.workshop.tables.shape import Scalar, TableProfile
from commonstacks.workshop.tables.sql import identifier, one, parquet, scalar

_NUMBERS = frozenset({"integer", "decimal", "latitude", "longitude"})
_CHANGES: tuple[tuple[Change, str], ...] = (
    ("changed", "o <> n"),
    ("added", "o IS NULL"),
    ("removed", "n IS NULL"),
)
_ONE_SIDED: tuple[tuple[Change, str, str], ...] = (("added", "new", ">"), ("removed", "old", "<"))
_EACH = 3  # examples of each change
_CELLS = 8  # cells of an added or removed row that an example shows


class Sides:
    """The tables ``old`` and ``new`` on one connection, with columns made comparable.

    Columns of different types on both sides are compared as numbers if both are, else as text.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        old: Path,
        new: Path,
        old_profile: TableProfile,
        new_profile: TableProfile,
    ) -> None:
        self.connection = connection
        kinds = {column.name: column.kind for column in new_profile.columns}
        self.shared = tuple(c.name for c in old_profile.columns if c.name in kinds)
        self._hidden = {
            column.name
            for column in (*old_profile.columns, *new_profile.columns)
            if column.sensitive
        }
        self._drawn = {column.name for column in new_profile.columns if column.kind == "geometry"}
        casts = {
            column.name: _cast(column.kind, kinds[column.name])
            for column in old_profile.columns
            if column.name in kinds
        }
        for side, path in (("old", old), ("new", new)):
            cells = ", ".join(casts[name].format(identifier(name)) for name in self.shared)
            cells = cells or "0 AS nothing"  # versions without a common column share no row
            connection.execute(f"CREATE VIEW {side} AS SELECT {cells} FROM {parquet(path)}")

    def unique(self, key: tuple[str, ...]) -> bool:
        """Whether no two rows of either side agree in the key and none misses a part of it."""
        names = _names(key)
        missing = " OR ".join(f"{identifier(name)} IS NULL" for name in key)
        return not any(
            one(
                self.connection,
                f"SELECT (SELECT count(*) FROM {side}) > (SELECT count(*) FROM (SELECT DISTINCT"
                f" {names} FROM {side})) OR EXISTS (SELECT 1 FROM {side} WHERE {missing})",
            )[0]
            for side in ("old", "new")
        )

    def overlap(self, key: tuple[str, ...]) -> int:
        """How many keys are on both sides."""
        names = _names(key)
        query = f"SELECT count(*) FROM (SELECT {names} FROM old INTERSECT SELECT {names} FROM new)"
        return int(one(self.connection, query)[0])

    def agreement(self, key: tuple[str, ...], witness: str) -> tuple[float, float]:
        """Of rows that share the key, the share with an equal witness; and the share of the
        old witness values that are still there at all."""
        cell = identifier(witness)
        (agree,) = one(
            self.connection,
            f"SELECT avg(CAST(o.{cell} IS NOT DISTINCT FROM n.{cell} AS INTEGER))"
            f" FROM old o JOIN new n USING ({_names(key)}) WHERE o.{cell} IS NOT NULL",
        )
        (there,) = one(
            self.connection,
            f"SELECT avg(CAST(v IN (SELECT {cell} FROM new WHERE {cell} IS NOT NULL) AS INTEGER))"
            f" FROM (SELECT DISTINCT {cell} AS v FROM old WHERE {cell} IS NOT NULL)",
        )
        return (float(agree or 0.0), float(there or 0.0))

    def by_key(self, key: tuple[str, ...]) -> Counts:
        """Rows counted by a key that is unique on both sides."""
        self._join(key)
        return Counts(
            *one(
                self.connection,
                "SELECT count(*) FILTER (o = n), count(*) FILTER (o IS NULL),"
                " count(*) FILTER (n IS NULL), count(*) FILTER (o <> n) FROM joined",
            )
        )

    def by_content(self, names: tuple[str, ...]) -> Counts:
        """Rows counted as a multiset of their cells in these columns."""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE weighed AS SELECT h, sum(w) AS w FROM"
            f" (SELECT {_hash(names)} AS h, -count(*) AS w FROM old GROUP BY 1 UNION ALL"
            f" SELECT {_hash(names)}, count(*) FROM new GROUP BY 1) GROUP BY 1"
        )
        added, removed = one(
            self.connection,
            "SELECT coalesce(sum(w) FILTER (w > 0), 0), coalesce(-sum(w) FILTER (w < 0), 0)"
            " FROM weighed",
        )
        (rows,) = one(self.connection, "SELECT count(*) FROM new")
        return Counts(int(rows - added), int(added), int(removed), 0)

    def strangers(self) -> Counts:
        """All rows removed and all added: for versions without a column in common."""
        (removed,) = one(self.connection, "SELECT count(*) FROM old")
        (added,) = one(self.connection, "SELECT count(*) FROM new")
        return Counts(0, added, removed, 0)

    def examples_by_key(self, key: tuple[str, ...]) -> tuple[Example, ...]:
        """A few rows of each change, after ``by_key``."""
        rest = tuple(name for name in self.shared if name not in key)
        found: list[Example] = []
        for change, test in _CHANGES:
            keys = f"(SELECT {_names(key)} FROM joined WHERE {test} ORDER BY ALL LIMIT {_EACH})"
            before = self._rows("old", keys, key, rest)
            after = self._rows("new", keys, key, rest)
            for where in sorted(before.keys() | after.keys(), key=str):
                cells = self._cells(rest, before.get(where), after.get(where))
                found.append(Example(change, self._shown(key, where), cells))
        return tuple(found)

    def examples_by_content(self, names: tuple[str, ...]) -> tuple[Example, ...]:
        """A few rows only one side has, after ``by_content``."""
        found: list[Example] = []
        for change, side, sign in _ONE_SIDED:
            rows = self.connection.execute(
                f"SELECT {_names(names)} FROM {side} WHERE {_hash(names)} IN"
                f" (SELECT h FROM weighed WHERE w {sign} 0) LIMIT {_EACH}"
            ).fetchall()
            for row in rows:
                pair = (None, row) if change == "added" else (row, None)
                found.append(Example(change, (), self._cells(names, *pair)))
        return tuple(found)

    def _join(self, key: tuple[str, ...]) -> None:
        rest = tuple(name for name in self.shared if name not in key)
        side = "SELECT {names}, {hash} AS {letter} FROM {side}"
        one_side = side.format(names=_names(key), hash=_hash(rest), letter="o", side="old")
        other = side.format(names=_names(key), hash=_hash(rest), letter="n", side="new")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE joined AS SELECT * FROM ({one_side})"
            f" FULL JOIN ({other}) USING ({_names(key)})"
        )

    def _rows(
        self, side: str, keys: str, key: tuple[str, ...], rest: tuple[str, ...]
    ) -> dict[tuple[object, ...], tuple[object, ...]]:
        columns = _names((*key, *rest))
        rows = self.connection.execute(
            f"SELECT {columns} FROM {side} SEMI JOIN {keys} USING ({_names(key)})"
        ).fetchall()
        return {row[: len(key)]: row[len(key) :] for row in rows}

    def _cells(
        self,
        names: tuple[str, ...],
        before: tuple[object, ...] | None,
        after: tuple[object, ...] | None,
    ) -> tuple[tuple[str, Scalar, Scalar], ...]:
        none = (None,) * len(names)
        cells = [
            (name, self._plain(name, old), self._plain(name, new))
            for name, old, new in zip(names, before or none, after or none, strict=True)
            if old != new
        ]
        return tuple(cells[:_CELLS])

    def _shown(self, key: tuple[str, ...], values: tuple[object, ...]) -> tuple[Scalar, ...]:
        return tuple(self._plain(name, value) for name, value in zip(key, values, strict=True))

    def _plain(self, name: str, value: object) -> Scalar:
        if name in self._drawn and isinstance(value, str):
            return geometry.brief(value)
        plain = masks.plain(scalar(value))
        return masks.hidden(str(plain)) if name in self._hidden and plain is not None else plain


def _cast(old: str, new: str) -> str:
    if old in _NUMBERS and new in _NUMBERS:
        return "{0}" if (old == "integer") == (new == "integer") else "CAST({0} AS DOUBLE) AS {0}"
    plain = ("integer", "decimal", "latitude", "longitude", "boolean", "date", "datetime")
    same = old == new or (old not in plain and new not in plain)
    return "{0}" if same else "CAST({0} AS VARCHAR) AS {0}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(identifier(name) for name in names)


def _hash(names: tuple[str, ...]) -> str:
    """A row's 64-bit hash; columns of no rest are all alike."""
    return f"hash({_names(names)})" if names else "CAST(0 AS UBIGINT)"
