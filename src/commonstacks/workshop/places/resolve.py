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
BARE = ("iso-alpha2", "iso-alpha3", "us-state", "iso-3166-2")
BARE_CODE = re.compile(r"[A-Z]{2,3}|[A-Z]{2}-[A-Z0-9]{1,3}")
SCORES = {"code": 1.0, "containment": 0.95, "name": 0.9, "prior": 0.75}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a text may mean."""

    id: str
    kind: str
    name: str
    population: int | None


class Lookup(Protocol):
    """Where names and codes are looked up: the database, or the shipped places in memory."""

    def named(self, folded: str) -> Sequence[Candidate]:
        """Places with this name, folded by ``kit.text.fold``."""
        ...

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        """Code to place; unknown codes are absent."""
        ...

    def containing(self, place: str) -> Collection[str]:
        """Ids of all places that contain this one, not itself."""
        ...


@dataclass(frozen=True, slots=True)
class Resolved:
    """One place. ``how`` is code, containment, name or prior; ``score`` lies between 0 and 1."""

    place: str
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places, the largest first. A person has to choose."""

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
    """The place that ``text`` means: "iso-alpha2:US", "USA", "Georgia, US", "Germany".

    Codes without scheme count only in capitals or after a comma. ``prior`` is the id of a place
    where the text comes from, as the publisher's: it decides between several places if just one is
    that place or lies in it. ``kind`` leaves only places of that kind. Anything else that is not
    unique is ambiguous, however large one of the places may be.
    """
    how, found = find(text[:LONGEST], places, anywhere=False)
    if kind:
        found = [candidate for candidate in found if candidate.kind == kind]
    if len(found) > 1 and prior:
        near = [one for one in found if prior in (one.id, *places.containing(one.id))]
        if len(near) == 1:
            how, found = "prior", near
    if not found:
        return NotFound(text)
    if len(found) > 1:
        return Ambiguous(tuple(sorted(found, key=lambda one: (-weight(one), one.id))))
    return Resolved(found[0].id, SCORES[how], how)


def from_codes(values: Iterable[str], scheme: str, places: Lookup) -> Coded:
    """The places that a column of codes is about; ``scheme`` as the column's kind says it.

    Values are compared as they are written, without spaces around them; empty ones do not count.
    """
    wanted = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    known = places.coded(scheme, wanted)
    ids = dict.fromkeys(known[code].id for code in wanted if code in known)
    return Coded(tuple(ids), tuple(code for code in wanted if code not in known))


def find(text: str, places: Lookup, *, anywhere: bool) -> tuple[str, list[Candidate]]:
    """How, and all places that ``text`` may mean; bare codes in small letters if ``anywhere``."""
    scheme, colon, code = text.strip().partition(":")
    if colon and " " not in scheme:
        return "code", list(places.coded(scheme.lower(), [code.strip()]).values())
    bare = by_bare_code(text.strip(), places, anywhere=anywhere)
    named = by_name(text, places)
    if bare or named:
        either = {candidate.id: candidate for candidate in (*bare, *named)}
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
    return [one for one in parts if not ids.isdisjoint(places.containing(one.id))]


def weight(candidate: Candidate) -> float:
    return math.log10((candidate.population or 0) + 1)
