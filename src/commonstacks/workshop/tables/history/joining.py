"""By what are the rows of two versions told apart: a key that stays, or their whole contents."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.history import keys, matching, numbering
from commonstacks.workshop.tables.history.matching import Counts
from commonstacks.workshop.tables.history.numbering import Numbered
from commonstacks.workshop.tables.history.sides import WHICH, Sides
from commonstacks.workshop.tables.history.trials import Trial, Trials
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

_MOST_EXACT = 6  # keys that are tried
_MOST_NEAR = 4
_MOST_PAIRS = 10
_SURE = 0.8  # share of rows the same under a key from which no other is looked for
_NEARLY_ALL = 0.97  # share of rows that a key must bring together for pairs to be left aside
_ALONE = 0.9  # share of rows that must have a key of their own


@dataclass(frozen=True, slots=True)
class Joined:
    """How rows were matched. ``left_out`` was not compared: ``anew`` was numbered anew, ``stamps``
    say when the version was published, and what is neither only counts the rows."""

    key: tuple[str, ...] | None
    counts: Counts
    left_out: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()


def join(sides: Sides) -> Joined:
    """Rows matched by the best stable key there is, else by content; ``moved`` is left behind."""
    sure = _sure(sides)
    if sure:
        return sure
    trials = Trials(sides, numbering.find(sides))
    tried = _tried(sides, trials)
    fit = max((one for one in tried if not one.anew), key=lambda one: one.worth, default=None)
    if fit and fit.matched:
        return _better(sides, _by_key(sides, trials, fit.key))
    return _by_content(sides, trials.numbered, {one.key[0] for one in tried if one.anew})


def join_by(sides: Sides, key: tuple[str, ...]) -> Joined:
    """Rows matched by a given key, or by content where it is not unique on both sides.

    Refuses a key whose columns are not in both versions.
    """
    missing = [name for name in key if name not in sides.shared]
    if missing or not key:
        raise Refusal(
            "Not a column of both versions: {missing}.",
            "Columns of both are: {shared}.",
            missing=", ".join(missing) or "no name given",
            shared=", ".join(sides.shared),
        )
    if not sides.unique(key):
        return _by_content(sides, Numbered(), set())
    return _by_key(sides, Trials(sides, numbering.find(sides)), key)


def again(sides: Sides, joined: Joined) -> Joined:
    """The same matching after columns were found to be renamed."""
    if joined.key is None or (joined.counts.added and joined.counts.removed):
        return join(sides)  # a better key may be among them
    return replace(joined, counts=matching.by_key(sides, joined.key, joined.left_out))


def _sure(sides: Sides) -> Joined | None:
    """By the first single key made to tell rows apart, if nearly all rows are the same under it."""
    key = keys.single(_shared(sides))
    if not key or not sides.proven(key) or not keys.is_identity(sides.column("new", key[0])):
        return None
    stamps = _stamps(sides)
    counts = matching.by_key(sides, key, stamps)
    return (
        Joined(key, counts, stamps, (), stamps) if counts.same >= _SURE * _fewest(sides) else None
    )


def _tried(sides: Sides, trials: Trials) -> list[Trial]:
    """Keys of both versions, and what is nearly one; pairs where they may explain more."""
    path, profile = sides.side["new"].path, _shared(sides)
    exact = [key for key in keys.candidates(path, profile) if sides.unique(key)]
    close = [key for key in keys.near_single(profile) if key not in exact and _nearly(sides, key)]
    tried = [trials.of(key) for key in (*exact[:_MOST_EXACT], *close[:_MOST_NEAR])]
    if any(_explains(one, _fewest(sides)) for one in tried):
        return tried
    pairs = [key for key in keys.near(path, profile) if _nearly(sides, key)]
    return [*tried, *(trials.of(key) for key in pairs[:_MOST_PAIRS])]


def _explains(trial: Trial, rows: int) -> bool:
    return not trial.anew and trial.matched >= _NEARLY_ALL * rows and trial.worth >= _SURE * rows


def _by_key(sides: Sides, trials: Trials, key: tuple[str, ...]) -> Joined:
    numbers = trials.contradicted(key)
    stamps = tuple(name for name in _stamps(sides) if name not in key)
    left_out = (*stamps, *numbers)
    counts = matching.by_key(sides, key, left_out)
    return Joined(key, counts, left_out, _identities(trials.numbered, numbers), stamps)


def _by_content(sides: Sides, numbered: Numbered, anew: set[str]) -> Joined:
    """Whole rows, without the numbers that were found to be given ``anew``."""
    numbers = tuple(name for name in numbered.all if name in anew)
    stamps = _stamps(sides)
    left_out = (*stamps, *numbers)
    counts = matching.by_content(sides, left_out)
    return Joined(None, counts, left_out, _identities(numbered, numbers), stamps)


def _identities(numbered: Numbered, numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in numbers if name in numbered.identities)


def _better(sides: Sides, joined: Joined) -> Joined:
    """The rows compared whole, where the key brings few together and more of them are the same."""
    if joined.counts.left * 2 >= _fewest(sides):
        return joined
    whole = matching.by_content(sides, joined.left_out)
    if whole.same > joined.counts.left:
        return replace(joined, key=None, counts=whole)
    return replace(joined, counts=matching.by_key(sides, joined.key or (), joined.left_out))


def _fewest(sides: Sides) -> int:
    return min(sides.rows(which) for which in WHICH)


def _shared(sides: Sides) -> TableProfile:
    """The new version's profile, without columns that only it has."""
    profile = sides.side["new"].profile
    return replace(profile, columns=tuple(c for c in profile.columns if c.name in sides.shared))


def _nearly(sides: Sides, key: tuple[str, ...]) -> bool:
    return all(sides.alone(which, key) >= _ALONE * sides.rows(which) for which in WHICH)


def _stamps(sides: Sides) -> tuple[str, ...]:
    """Columns with one time in every row, another in the other version: when it was published."""
    return tuple(
        name
        for name in sides.shared
        if all(_is_one_time(sides.column(which, name), sides.rows(which)) for which in WHICH)
        and sides.column("old", name).minimum != sides.column("new", name).minimum
    )


def _is_one_time(column: ColumnProfile, rows: int) -> bool:
    one = column.distinct == 1 and column.nulls == 0 and rows > 1
    return one and column.kind in ("date", "datetime")
