"""Tables whose rows are areas that should become places: neighbourhoods, tracts, districts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonstacks.kit.errors import Refusal
from commonstacks.kit.text import slug

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
MOST = 20_000
NUMBERS = re.compile(r"(-?[\d.]+(?:[eE][-+]?\d+)?)\s+(-?[\d.]+(?:[eE][-+]?\d+)?)")
SMALL = "a an and at by de del der des di du for im in la le of on the to und von"


@dataclass(frozen=True, slots=True)
class Areas:
    """What a descriptor says of such a table.

    ``kind`` is a word like "community area"; ``name`` and ``code`` are columns (``code`` may be
    empty: then names serve); ``scheme`` is what codes of this kind are called; ``inside`` the id of
    the place that contains them all; ``community`` is said where the people who live there drew
    them; ``table`` names the table among several, empty for the only one.
    """

    kind: str
    name: str
    code: str
    scheme: str
    inside: str
    community: bool = False
    table: str = ""

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Areas:
        """The value of ``commonstacks.areas`` in a descriptor. Refuses what lacks a part."""
        missing = [part for part in ("kind", "name", "scheme", "inside") if not facts.get(part)]
        if missing:
            raise Refusal(
                "The description of the areas does not say: {missing}.",
                "Say kind, name, scheme and inside, and code where there is one.",
                missing=", ".join(missing),
            )
        return cls(
            kind=str(facts["kind"]),
            name=str(facts["name"]),
            code=str(facts.get("code", "")),
            scheme=str(facts["scheme"]),
            inside=str(facts["inside"]),
            community=bool(facts.get("community_defined", False)),
            table=str(facts.get("table", "")),
        )


@dataclass(frozen=True, slots=True)
class Area:
    """One area as a place: ``point`` is longitude and latitude (WGS 84) or nothing."""

    id: str
    kind: str
    name: str
    code: str
    scheme: str
    point: tuple[float, float] | None
    community_defined: bool


def areas_of(
    areas: Areas,
    rows: Iterable[tuple[str | None, str | None, tuple[float, float] | None]],
    *,
    dataset: str,
) -> tuple[Area, ...]:
    """The areas of (name, code, point) rows, in their order; rows of one code are one area.

    Rows without a name or a code are left out. ``dataset`` is its short name; ids are like
    ``chicago-areas:1``. Refuses more than 20,000, and two areas whose ids would be the same.
    """
    found: dict[str, Area] = {}
    for name, code, point in rows:
        written = (code or "").strip() if areas.code else (name or "").strip()
        if not written or not (name or "").strip():
            continue
        area = Area(
            id=f"{dataset}:{written if PLAIN.fullmatch(written) else slug(written)}",
            kind=areas.kind,
            name=readable((name or "").strip())[:200],
            code=written[:200],
            scheme=areas.scheme,
            point=point,
            community_defined=areas.community,
        )
        other = found.setdefault(area.id, area)
        check(other, area, len(found))
    return tuple(found.values())


def middle(shape: str) -> tuple[float, float] | None:
    """The middle of the smallest box around a shape in well-known text (OGC 06-103r4)."""
    pairs = [(float(x), float(y)) for x, y in NUMBERS.findall(shape)]
    if not pairs:
        return None
    xs, ys = zip(*pairs, strict=True)
    return round((min(xs) + max(xs)) / 2, 5), round((min(ys) + max(ys)) / 2, 5)


def check(other: Area, area: Area, count: int) -> None:
    if other.code != area.code:
        raise Refusal(
            "“{other}” and “{code}” cannot be told apart in an address.",
            "Name a column whose codes are letters and digits.",
            other=other.code,
            code=area.code,
        )
    if count > MOST:
        raise Refusal(
            "There are more than {most:,} areas.", "Name a table of larger areas.", most=MOST
        )


def readable(name: str) -> str:
    """A name in capitals alone as people write it: "LAKE VIEW" → "Lake View"."""
    return name if name != name.upper() or len(name) <= 3 else " ".join(cased(name))


def cased(name: str) -> Iterator[str]:
    for at, word in enumerate(name.lower().split()):
        yield word if at and word in SMALL.split() else capital(word)


def capital(word: str) -> str:
    """Also after a hyphen, in O'Hare and in McKinley."""
    return re.sub(r"(^mc(?=\w{3})|^|[-/(]|(?<=\bo)')(\w)", raised, word)


def raised(found: re.Match[str]) -> str:
    return found[1].capitalize() + found[2].upper()
