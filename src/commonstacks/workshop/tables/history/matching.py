"""Which rows of two versions belong together, and which rows moved.

What moved is left in the table ``moved`` of the connection: ``o`` and ``n`` are the numbers of the
row before and after, NULL where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.history.sides import WHICH, Sides, Which
from commonstacks.workshop.tables.sql import one


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows over the columns that both versions have; ``loose`` ones were compared whole."""

    same: int
    added: int
    removed: int
    changed: int
    loose: int = 0

    @property
    def moved(self) -> int:
        return self.added + self.removed + self.changed

    @property
    def left(self) -> int:
        """Earlier rows that are still there."""
        return self.same + self.changed

    @property
    def before(self) -> int:
        """Rows of the old version."""
        return self.left + self.removed

    @property
    def after(self) -> int:
        """Rows of the new version."""
        return self.left + self.added

    @property
    def share(self) -> float:
        """Rows that moved among all rows, each pair counted once."""
        return self.moved / (self.same + self.moved) if self.moved else 0.0


def by_key(sides: Sides, key: tuple[str, ...], left_out: tuple[str, ...] = ()) -> Counts:
    """Rows matched by a key; those that share their key with another, or miss it, by content."""
    rest = tuple(name for name in sides.shared if name not in key and name not in left_out)
    exact = sides.proven(key)
    loose = 0 if exact else _find_shared(sides, key)
    where = "" if not loose else f" WHERE {_alone(sides, key)}"
    query = "SELECT {names}, {hash} AS h, r FROM {side}{where}"
    old, new = (
        query.format(names=sides.cells(key), hash=_hash(sides, rest), side=side, where=where)
        for side in WHICH
    )
    sides.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE moved AS SELECT o.r AS o, n.r AS n FROM ({old}) o"
        f" FULL JOIN ({new}) n USING ({sides.cells(key)}) WHERE o.h IS DISTINCT FROM n.h"
    )
    if loose:
        names = tuple(name for name in sides.shared if name not in left_out)
        _add_by_content(sides, names, f" WHERE NOT ({_alone(sides, key)})")
    return _counted(sides, loose)


def by_content(sides: Sides, left_out: tuple[str, ...] = ()) -> Counts:
    """Rows compared as a multiset of their cells; without a common column none is the same."""
    names = tuple(name for name in sides.shared if name not in left_out)
    sides.connection.execute("CREATE OR REPLACE TEMP TABLE moved (o BIGINT, n BIGINT)")
    if names:
        _add_by_content(sides, names, "")
    else:
        for which, pair in (("old", "r, NULL"), ("new", "NULL, r")):
            sides.connection.execute(f"INSERT INTO moved SELECT {pair} FROM {which}")
    return _counted(sides, 0)


def reordered(sides: Sides, left_out: tuple[str, ...] = ()) -> bool:
    """Whether versions with the same rows have them in another order."""
    names = tuple(name for name in sides.shared if name not in left_out)
    side = f"(SELECT r, {_hash(sides, names)} AS h FROM {{0}})"
    (other,) = one(
        sides.connection,
        f"SELECT count(*) FROM {side.format('old')} o JOIN {side.format('new')} n USING (r)"
        " WHERE o.h <> n.h",
    )
    return bool(other)


def _find_shared(sides: Sides, key: tuple[str, ...]) -> int:
    """Puts keys that several rows of a side share into ``shared``; counts rows to compare whole."""
    names = sides.cells(key)
    twice = f"SELECT {names} FROM {{0}} GROUP BY {names} HAVING count(*) > 1"
    sides.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE shared AS {twice.format('old')} UNION {twice.format('new')}"
    )
    counts = [_loose(sides, which, key) for which in WHICH]
    return max(counts)


def _loose(sides: Sides, which: Which, key: tuple[str, ...]) -> int:
    (count,) = one(
        sides.connection, f"SELECT count(*) FROM {which} WHERE NOT ({_alone(sides, key)})"
    )
    return int(count)


def _alone(sides: Sides, key: tuple[str, ...]) -> str:
    names, whole = sides.cells(key), sides.whole(key)
    return f"{whole} AND ({names}) NOT IN (SELECT ({names}) FROM shared WHERE {whole})"


def _add_by_content(sides: Sides, names: tuple[str, ...], where: str) -> None:
    """The rows of a side beyond those that the other side has as often."""
    hashed = f"SELECT {_hash(sides, names)} AS h, r FROM {{0}}{where}"
    sides.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE weighed AS SELECT h FROM (SELECT h, -1 AS w FROM"
        f" ({hashed.format('old')}) UNION ALL SELECT h, 1 FROM ({hashed.format('new')}))"
        " GROUP BY h HAVING sum(w) <> 0"
    )
    nth = (
        "SELECT h, r, row_number() OVER (PARTITION BY h ORDER BY r) AS nth FROM"
        f" ({hashed}) SEMI JOIN weighed USING (h)"
    )
    sides.connection.execute(
        f"INSERT INTO moved SELECT o.r, n.r FROM ({nth.format('old')}) o"
        f" FULL JOIN ({nth.format('new')}) n USING (h, nth) WHERE o.r IS NULL OR n.r IS NULL"
    )


def _counted(sides: Sides, loose: int) -> Counts:
    added, removed, changed = one(
        sides.connection,
        "SELECT count(*) FILTER (o IS NULL), count(*) FILTER (n IS NULL),"
        " count(*) FILTER (o IS NOT NULL AND n IS NOT NULL) FROM moved",
    )
    same = sides.rows("old") - removed - changed
    assert same == sides.rows("new") - added - changed, "matching lost or doubled rows"
    return Counts(same, added, removed, changed, loose)


def _hash(sides: Sides, names: tuple[str, ...]) -> str:
    """A row's 64-bit hash; columns of no rest are all alike."""
    return f"hash({sides.cells(names)})" if names else "CAST(0 AS UBIGINT)"
