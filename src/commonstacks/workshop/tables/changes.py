"""Which kind of change it is, by rules that can be read, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.difference import ChangeKind

_ALL = 0.8  # share of shared rows from which "the whole past was calculated anew" is said
_ENOUGH = 10  # shared rows below which nothing is said of a whole past
_SHRUNKEN = 0.5  # share of rows left below which a version is suspicious
_FEW = 0.2  # share of rows that may change where new columns are the news


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows over the columns that both versions have."""

    same: int
    added: int
    removed: int
    changed: int

    @property
    def moved(self) -> int:
        return self.added + self.removed + self.changed

    @property
    def share(self) -> float:
        """Rows that moved among all rows, each pair counted once."""
        return self.moved / (self.same + self.moved) if self.moved else 0.0


@dataclass(frozen=True, slots=True)
class Schema:
    added: tuple[str, ...]
    removed: tuple[str, ...]
    retyped: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    kind: ChangeKind
    summary: str


def judge(
    schema: Schema, counts: Counts, *, keyed: tuple[str, ...] | None, anew: tuple[str, ...] | None
) -> Judgement:
    """The kind of change and one sentence. ``anew`` is a key that was numbered anew."""
    kind = _kind(schema, counts, keyed=keyed is not None, anew=anew is not None)
    parts = [_LEAD[kind].format(key=_list(anew or ()))] if kind in _LEAD else []
    parts += [_rows(counts, keyed), *_columns(schema)]
    return Judgement(kind, "; ".join(parts) + ".")


_LEAD = {
    "suspicious": "This version lost most of its rows and may be broken",
    "renumbered": "{key} was numbered anew, so rows were compared by their content",
    "recalculated": "Nearly every earlier row was changed, as if the past was calculated anew",
}


def _kind(schema: Schema, counts: Counts, *, keyed: bool, anew: bool) -> ChangeKind:
    left = counts.same + counts.changed
    before = left + counts.removed
    if before and left + counts.added < _SHRUNKEN * before:
        return "suspicious"
    if anew:
        return "renumbered"
    if keyed and left >= _ENOUGH and counts.changed >= _ALL * left:
        return "recalculated"
    if schema.added or schema.removed:
        return "reshaped" if counts.share <= _FEW else "mixed"
    return _by_rows(counts, retyped=bool(schema.retyped))


def _by_rows(counts: Counts, *, retyped: bool) -> ChangeKind:
    moved = (bool(counts.added), bool(counts.removed), bool(counts.changed))
    kinds: dict[tuple[bool, bool, bool], ChangeKind] = {
        (False, False, False): "reshaped" if retyped else "identical",
        (True, False, False): "appended",
        (False, True, False): "removed",
        (False, False, True): "corrected",
    }
    return kinds.get(moved, "mixed")


def _rows(counts: Counts, keyed: tuple[str, ...] | None) -> str:
    if not counts.moved:
        return f"all {counts.same:,} rows are the same"
    told = [
        f"{count:,} {'row' if count == 1 else 'rows'} {verb}"
        for count, verb in (
            (counts.added, "added"),
            (counts.removed, "removed"),
            (counts.changed, "changed"),
        )
        if count
    ]
    how = (
        f"told apart by {_list(keyed)}"
        if keyed
        else "compared as whole rows, so a changed row counts as one removed and one added"
    )
    return f"{', '.join(told)}, {counts.same:,} the same ({how})"


def _columns(schema: Schema) -> list[str]:
    retyped = tuple(f"{name} ({old} → {new})" for name, old, new in schema.retyped)
    return [
        f"{len(names)} {'column' if len(names) == 1 else 'columns'} {verb}: {_list(names)}"
        for names, verb in (
            (schema.added, "added"),
            (schema.removed, "removed"),
            (retyped, "of another kind now"),
        )
        if names
    ]


def _list(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
