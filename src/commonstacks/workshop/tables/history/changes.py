"""Which kind of change it is, by rules that can be read, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.history.cells import Inside
from commonstacks.workshop.tables.history.difference import ChangeKind
from commonstacks.workshop.tables.history.joining import Joined
from commonstacks.workshop.tables.history.matching import Counts

_ALL = 0.8  # share of shared rows from which "the whole past was calculated anew" is said
_ENOUGH = 5  # shared rows below which nothing is said of a whole past
_FEW = 0.2  # share of rows that may change where new columns are the news
_MOST = 0.5  # share of rows that must still be there where new numbers are the news


@dataclass(frozen=True, slots=True)
class Schema:
    """Columns that differ. Names are those of the new version, but for what is removed."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    retyped: tuple[tuple[str, str, str], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def reshaped(self) -> bool:
        """Whether someone who asks for a column by name may miss or find another one."""
        return bool(self.added or self.removed or self.renamed)


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known of a change before it is called something."""

    schema: Schema
    joined: Joined
    inside: Inside
    reordered: bool
    suspicion: str


def kind(found: Found) -> ChangeKind:
    """The kind of change: the first that fits of suspicious, renumbered, recalculated, reshaped;
    then by what happened to rows, and "mixed" where several things did."""
    counts = found.joined.counts
    if found.suspicion:
        return "suspicious"
    if found.joined.anew and counts.left >= _MOST * min(counts.before, counts.after):
        return "renumbered"
    if found.joined.key and counts.left >= _ENOUGH and found.inside.measured >= _ALL * counts.left:
        return "recalculated"
    if found.schema.reshaped:
        return "reshaped" if _little(counts, found.inside) else "mixed"
    return _by_rows(counts)


def _little(counts: Counts, inside: Inside) -> bool:
    """Whether rows hardly changed beside the columns; cells that were only filled do not count."""
    replaced = counts.changed - inside.filled - inside.rewritten
    return counts.added + counts.removed + replaced <= _FEW * (counts.same + counts.moved)


def _by_rows(counts: Counts) -> ChangeKind:
    moved = (bool(counts.added), bool(counts.removed), bool(counts.changed))
    kinds: dict[tuple[bool, bool, bool], ChangeKind] = {
        (False, False, False): "identical",
        (True, False, False): "appended",
        (False, True, False): "removed",
        (False, False, True): "corrected",
    }
    return kinds.get(moved, "mixed")
