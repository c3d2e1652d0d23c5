"""Places for somebody who is writing a name: the same names first, then those that begin so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from commonstacks.flows import around
from commonstacks.kit.text import fold
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Alias

MOST: Final = 8
SHORTEST: Final = 2  # letters, before names are looked for that begin with them
NEAREST: Final = 2  # how much of what contains a place is named


@dataclass(frozen=True, slots=True)
class Choice:
    """``written`` is what goes into the blank: the name, and what the place lies in."""

    kind: str
    written: str


def choices(text: str) -> tuple[Choice, ...]:
    """At most eight; none for a name that no place has."""
    wanted = " ".join(text.split())[:200]
    if len(wanted) < SHORTEST:
        return ()
    called = around.called(wanted)
    ids = dict.fromkeys([called.place] if called.place else [each[0] for each in called.choices])
    ids |= dict.fromkeys(beginning_with(fold(wanted)))
    return tuple(written(list(ids)[:MOST]))


def beginning_with(folded: str) -> list[str]:
    """Ids of places, those with most people first. One look into the index of names."""
    after = folded[:-1] + chr(ord(folded[-1]) + 1)
    found = Alias.objects.filter(folded__gte=folded, folded__lt=after, scheme="", preferred=True)
    return list(found.order_by("-place__people").values_list("place_id", flat=True)[: 2 * MOST])


def written(ids: list[str]) -> Iterator[Choice]:
    above = places.ancestors(ids)
    for place_id in ids:
        place = places.place_with(place_id)
        inside = [up.name for up in above[place_id] if up.kind != "continent"][:NEAREST]
        yield Choice(place.kind, ", ".join(dict.fromkeys([place.name, *inside])))
