"""From what somebody wrote to a place: by code, by "X, Y", by name. Never a silent guess."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from commonstacks.kit.text import fold

LONGEST = 200
MOST_PARTS = 6
MOST_CANDIDATES = 10
BARE = ("iso-alpha2", "iso-alpha3", "us-state", "iso-3166-2")
BARE_CODE = re.compile(r"[A-Z]{2,3}|[A-Z]{2}-[A-Z0-9]{1,3}")
SCORES = {"code": 1.0, "containment": 0.95, "name": 0.9, "prior": 0.75, "largest": 0.7}
WIDE = ("continent", "country", "territory")
# In powers of ten of people: a country weighs as a city with twenty times its people.
KIND = {"continent": 1.3, "country": 1.3, "territory": 1.3, "state": 0.3, "region": 0.3}
OWN_NAME = 0.3
MARGIN = 1.0  # ten times the people of the next
LARGE = 100_000
SHARE = 0.15  # of a region's people: then the town gave the region its name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a text may mean.

    ``people`` says about how many live there, to put places of one name in order; ``own`` that the
    text is what the place is called, not one of its other names.
    """

    id: str
    kind: str
    name: str
    people: int = 0
    own: bool = False


class Lookup(Protocol):
    """Where names and codes are looked up: the database, or the shipped places in memory."""

    def known(self, place: str) -> Candidate | None:
        """The place with this id."""
        ...

    def named(self, folded: str) -> Sequence[Candidate]:
        """Places with this name, folded by ``kit.text.fold``."""
        ...

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        """Code to place; unknown codes are absent."""
        ...

    def containing(self, places: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each place the ids of all that contain it, not itself."""
        ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """One place. ``how`` is code, containment, name, prior or largest; ``score`` from 0 to 1."""

    place: str
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places, the weightiest first, ten at most. A person has to choose."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No place is known by this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Coded:
    """Places of the codes in a column, in order, and the values that are no code of a place."""

    places: tuple[str, ...]
    unknown: tuple[str, ...]


def resolve(
    text: str, places: Lookup, *, prior: str = "", kind: str = ""
) -> Resolved | Ambiguous | NotFound:
    """The place that ``text`` means: an id, "iso-alpha2:US", "USA", "Georgia, US", "Köln".

    Codes without scheme count only in capitals or after a comma. ``kind`` leaves only places of
    that kind. ``prior`` is the id of a place where the text comes from, as the publisher's: it
    decides if just one of several is that place or lies in it. Else the largest decides, as people
    do who say "London" and mean the one in England: if it has 100,000 people or is a country, and
    outweighs the next ten times (``weight``; a country counts for twenty cities of its size, what
    a place is called counts twice its other names). Two codes or two countries are never
    decided by size. Of two
    places of one name of which one lies in the other, see ``shadowed``. The rest is ambiguous.
    """
    how, found = find(text[:LONGEST], places, anywhere=False)
    if kind:
        found = [candidate for candidate in found if candidate.kind == kind]
    if len(found) > 1:
        how, found = narrowed(how, found, places, prior)
    if not found:
        return NotFound(text)
    if len(found) > 1:
        return Ambiguous(tuple(found[:MOST_CANDIDATES]))
    return Resolved(found[0].id, SCORES[how], how)


def from_codes(values: Iterable[str], scheme: str, places: Lookup) -> Coded:
    """The places that a column of codes is about; ``scheme`` as the column's kind says it.

    Values are compared as they are written, without spaces around them; empty ones do not count.
    """
    wanted = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    known = places.coded(scheme, wanted)
    ids = dict.fromkeys(known[code].id for code in wanted if code in known)
    return Coded(tuple(ids), tuple(code for code in wanted if code not in known))


def narrowed(
    how: str, found: list[Candidate], places: Lookup, prior: str
) -> tuple[str, list[Candidate]]:
    """One candidate if something decides; else all, the weightiest first."""
    above = places.containing([candidate.id for candidate in found])
    near = [one for one in found if prior in (one.id, *above.get(one.id, ()))] if prior else []
    if len(near) == 1:
        return "prior", near
    ordered = sorted(near or found, key=lambda one: (-weight(one), one.id))
    if how == "code":
        return how, ordered
    standing = [one for one in ordered if not shadowed(one, ordered, above)]
    if outweighs(standing):
        return ("largest" if how == "name" else how), standing[:1]
    return how, standing


def shadowed(
    one: Candidate, all_of_name: Sequence[Candidate], above: Mapping[str, Collection[str]]
) -> bool:
    """Whether another place of the same name is meant, because one of the two lies in the other.

    A country is meant before its capital (Luxembourg), a town before the region or county that
    has its name and a good part of its people from it (Zürich), and before a region of the same
    country that is only sometimes called so (Moscow Oblast). New York is none of these.
    """
    around = set(above.get(one.id, ()))
    for other in all_of_name:
        over = above.get(other.id, ())
        if other.kind in WIDE and one.kind not in WIDE and other.id in around:
            return True
        if one.kind in ("region", "county") and other.kind == "city":
            named_so = one.id in over and other.people >= SHARE * one.people
            sometimes = other.own and not one.own and around.issubset(over)
            if named_so or sometimes:
                return True
    return False


def outweighs(ordered: Sequence[Candidate]) -> bool:
    """Whether the first is meant. If it is called so, smaller ones that only have the name beside
    their own do not count: Philadelphia is not Amman, nor Pittsburgh Pittsburg."""
    first = ordered[0]
    rivals = [o for o in ordered[1:] if o.own or not first.own or o.people > first.people]
    if len(ordered) == 1:
        return True
    large = first.people >= LARGE or first.kind in WIDE
    if not large or (rivals and first.kind in WIDE and rivals[0].kind in WIDE):
        return False
    return not rivals or weight(first) - weight(rivals[0]) >= MARGIN


def weight(candidate: Candidate) -> float:
    """Powers of ten of people, more for the kinds that are meant more often than they are large."""
    own = OWN_NAME if candidate.own else 0.0
    return math.log10(candidate.people + 1) + KIND.get(candidate.kind, 0.0) + own


def find(text: str, places: Lookup, *, anywhere: bool) -> tuple[str, list[Candidate]]:
    """How, and all places that ``text`` may mean; bare codes in small letters if ``anywhere``."""
    scheme, colon, code = text.strip().partition(":")
    if colon and " " not in scheme:
        exactly = places.known(text.strip())
        coded = places.coded(scheme.lower(), [code.strip()]).values()
        return "code", [exactly] if exactly else list(coded)
    bare = by_bare_code(text.strip(), places, anywhere=anywhere)
    named = by_name(text, places)
    if bare:  # a code is rather meant than one of the many names of a small town
        named = [one for one in named if one.own or one.kind != "city" or one.people >= LARGE]
    if bare or named:
        either = {candidate.id: candidate for candidate in (*named, *bare)}
        return ("code" if bare else "name"), list(either.values())
    return "containment", inside(text, places)


def by_bare_code(text: str, places: Lookup, *, anywhere: bool) -> list[Candidate]:
    code = text.upper() if anywhere else text
    if not BARE_CODE.fullmatch(code):
        return []
    return [one for scheme in BARE for one in places.coded(scheme, [code]).values()]


def by_name(text: str, places: Lookup) -> list[Candidate]:
    folded = fold(text)
    found = places.named(folded) if folded else ()
    if not found and folded.startswith("the "):
        found = places.named(folded.removeprefix("the "))
    return list(found)


def inside(text: str, places: Lookup) -> list[Candidate]:
    """ "X, Y": every X that lies in some Y."""
    part, comma, whole = text.rpartition(",")
    if not comma or text.count(",") >= MOST_PARTS:
        return []
    _, wholes = find(whole, places, anywhere=True)
    _, parts = find(part, places, anywhere=False)
    ids = {candidate.id for candidate in wholes}
    above = places.containing([candidate.id for candidate in parts])
    return [one for one in parts if not ids.isdisjoint(above.get(one.id, ()))]
