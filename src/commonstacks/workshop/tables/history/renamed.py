"""Columns that were given another name: told by the name itself, or by what they hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import product

from commonstacks.workshop.tables.history import comparing, keys
from commonstacks.workshop.tables.history.numbering import NEAR
from commonstacks.workshop.tables.history.sides import WHICH, Sides, Which
from commonstacks.workshop.tables.sql import identifier, one

_AGREE = 0.7  # share of telling rows that must agree
_FEW = 3  # telling rows below which nothing is said
_MOST = 40  # columns of each side that are compared with one another

Pair = tuple[str, str]


def by_name(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Old names and the new ones that differ from them only by case, space, accents or signs.

    A name that could have become several, or have come from several, is left alone.
    """
    before, after = list(old), list(new)
    gone = _once(name for name in before if name not in after)
    come = _once(name for name in after if name not in before)
    return {name: come[plain] for plain, name in gone.items() if plain in come}


def by_values(sides: Sides) -> dict[str, str]:
    """Old columns and the new ones that hold the same, in the pairs of rows of ``tried``.

    Rows in which both cells are the usual ones (each column's most frequent) say nothing, so
    two columns that are mostly empty or mostly 0 are never taken for one another by that.
    """
    pairs = product(sides.own_columns("old")[:_MOST], sides.own_columns("new")[:_MOST])
    return _best({pair: _agreement(sides, *pair) for pair in pairs})


def by_distinct(sides: Sides) -> dict[str, str]:
    """One old and one new column with a value of its own in nearly each row: the same values."""
    old, new = (
        [name for name in sides.own_columns(which) if _tells(sides, which, name)] for which in WHICH
    )
    shares = {pair: _overlap(sides, *pair) for pair in product(old, new)}
    return dict(list(_best(shares).items())[:1])


def _once(names: Iterable[str]) -> dict[str, str]:
    """Names by what is left of them without case and signs, if no other is left the same."""
    plain = [(_plain(name), name) for name in names]
    counts = Counter(left for left, _ in plain)
    return {left: name for left, name in plain if left and counts[left] == 1}


def _plain(name: str) -> str:
    spelt = unicodedata.normalize("NFKD", name).casefold()
    apart = re.sub(r"(?<=\d)[\W_]+(?=\d)", ".", spelt)  # "2.5" is not "25"
    return re.sub(r"[^\w.]+|_", "", apart).strip(".")


def _best(shares: dict[Pair, float]) -> dict[str, str]:
    """Each column once, the pairs that agree best first, and then those that are called alike."""
    found: dict[str, str] = {}
    enough = [pair for pair, share in shares.items() if share >= _AGREE]
    for old, new in sorted(enough, key=lambda pair: (-shares[pair], -_alike(*pair))):
        if old not in found and new not in found.values():
            found[old] = new
    return found


def _alike(old: str, new: str) -> float:
    """The share of letter pairs that two names have in common."""
    before, after = (
        {name[at : at + 2] for at in range(len(name))} for name in map(_plain, (old, new))
    )
    return len(before & after) / max(1, len(before | after))


def _agreement(sides: Sides, old: str, new: str) -> float:
    pair = comparing.pair(sides.stored_type("old", old), sides.stored_type("new", new))
    columns = (pair.old.replace("{0}", identifier(old)), pair.new.replace("{0}", identifier(new)))
    before, after = (
        f"(SELECT file_row_number AS r, {sql} AS v FROM {sides.source(which)})"
        for which, sql in zip(WHICH, columns, strict=True)
    )
    told, agree = one(
        sides.connection,
        f"WITH pairs AS (SELECT a.v AS a, b.v AS b FROM tried JOIN {before} a ON a.r = tried.o"
        f" JOIN {after} b ON b.r = tried.n),"
        " usual AS (SELECT mode(a) AS a, mode(b) AS b FROM pairs),"
        " told AS (SELECT p.a, p.b FROM pairs p, usual u WHERE p.a <> u.a OR p.b <> u.b)"
        " SELECT count(*), count(*) FILTER (a = b) FROM told",
    )
    return float(agree / told) if told >= _FEW else 0.0


def _tells(sides: Sides, which: Which, name: str) -> bool:
    column = sides.side[which].profile.column(name)
    return column.distinct >= NEAR * sides.rows(which) > 1 and keys.may_tell(column)


def _overlap(sides: Sides, old: str, new: str) -> float:
    """The share of the smaller side's values that the other side has too."""
    before, after = (
        f"SELECT CAST({identifier(name)} AS VARCHAR) FROM {sides.source(which)}"
        for which, name in zip(WHICH, (old, new), strict=True)
    )
    (both,) = one(sides.connection, f"SELECT count(*) FROM ({before} INTERSECT {after})")
    return float(both / max(1, min(sides.rows(which) for which in WHICH)))
