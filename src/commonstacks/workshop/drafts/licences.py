"""Which licence is meant by the words and addresses that portals use, and what they add up to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from commonstacks.kit.text import slug

NAMED, FAMILY, MENTIONED = "named", "family", "mentioned"
VAGUE, UNKNOWN, SILENT = "vague", "unknown", "silent"
LONGEST: Final = 1000  # characters of a verdict's text, as many as the form takes


@dataclass(frozen=True, slots=True)
class Word:
    """What one place of a source says about the licence. ``prose``: in running text."""

    said: str
    where: str
    url: str = ""
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """``id`` is an SPDX id, a RightsStatements address or LicenseRef-…; ``how`` it was meant:
    named, family (no version said), mentioned, vague, unknown or silent. ``id`` may be empty."""

    id: str
    how: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state``: stated, inferred, conflicting or none_stated; ``heard`` keeps every word."""

    state: str
    id: str
    url: str
    text: str
    heard: tuple[tuple[Word, Match], ...]

    def answer(self) -> dict[str, str]:
        """As the form's question on the licence takes it; what is empty is left out."""
        facts = {"state": self.state, "id": self.id, "url": self.url, "text": self.text}
        return {name: said for name, said in facts.items() if said}


def recognise(said: str, *, prose: bool = False) -> Match:
    """The licence that ``said`` (an id, a title or an address) means; nothing is guessed.

    Follows the SPDX list where it has the licence (https://spdx.org/licenses/), else
    RightsStatements.org, else a LicenseRef. With ``prose`` only a mention inside is looked for.
    """
    if prose:
        found = next(iter(mentions(said)), "")
        return Match(found, MENTIONED, family_of(found)) if found else Match("", SILENT)
    place, name = as_address(said), as_name(said)
    if not name or name in table().none or place in table().none:
        return Match("", SILENT)
    bare = as_name(re.sub(r"\([^)]*\)", " ", said))
    known = table().names
    found = table().addresses.get(place) or known.get(name) or known.get(bare, "")
    if found:
        return Match(found, NAMED, family_of(found))
    family = table().families.get(place) or table().families.get(name, "")
    if family:
        return Match(table().pages[family], FAMILY, family)
    if name in table().vague:
        return Match("", VAGUE)
    return Match(unlisted(said), UNKNOWN)


def mentions(prose: str) -> Iterator[str]:
    """Ids of the licences that running text names by address or by an abbreviation and version."""
    for address in re.findall(r"https?://[^\s<>\"')\]]+", prose):
        if found := table().addresses.get(as_address(address.rstrip(".,;"))):
            yield found
    for short in re.findall(
        r"\bCC[ -](?:BY(?:[ -](?:SA|NC|ND)){0,2}|0)[ -]?\d\.\d\b", prose, re.IGNORECASE
    ):
        if found := table().names.get(as_name(short)):
            yield found


def weigh(words: Iterable[Word]) -> Verdict:
    """What several words add up to: stated, inferred, conflicting or none stated.

    A word without a version agrees with every version of its licence. A mention in running text
    and a word without a version are inferred; a name this library does not know is stated.
    """
    heard = tuple((word, recognise(word.said, prose=word.prose)) for word in words if word.said)
    clear = [(word, match) for word, match in heard if match.id]
    versions = {match.family for _, match in clear if match.how != FAMILY}
    meant = [pair for pair in clear if pair[1].how != FAMILY or pair[1].family not in versions]
    known = [pair for pair in meant if pair[1].how != UNKNOWN]
    ids = dict.fromkeys(match.id for _, match in known or meant)
    if not ids:
        return Verdict("none_stated", "", "", told(heard, "No licence is named."), heard)
    first = next(iter(ids))
    url = next((word.url for word, match in meant if match.id == first and word.url), "")
    state = state_of(ids, [match.how for _, match in meant if match.id == first])
    return Verdict(state, first, url, told(heard), heard)


SHORT: Final = re.compile(r"(?i)\bCC[ -]?(?:BY(?:[ -](?:SA|NC|ND)){0,2}|0)[ -]?\d\.\d\b")


def state_of(ids: Iterable[str], hows: list[str]) -> str:
    if len(list(ids)) > 1:
        return "conflicting"
    return "stated" if {NAMED, UNKNOWN} & set(hows) else "inferred"


def told(heard: Iterable[tuple[Word, Match]], nothing: str = "") -> str:
    """Every source's own word, in a sentence each."""
    lines = [f"{word.where}: {sentence(word, match)}" for word, match in heard if word.said]
    return " ".join(dict.fromkeys([*lines, *([nothing] if nothing else [])]))[:LONGEST]


def sentence(word: Word, match: Match) -> str:
    if match.how == MENTIONED:
        return f"names {match.id} in its text."
    said = f"“{' '.join(word.said.split())[:200]}”"
    if match.how == FAMILY:
        return f"{said}, without a version."
    if match.how == VAGUE:
        return f"{said}, {table().vague[as_name(word.said)]}."
    return f"{said}."


def as_address(said: str) -> str:
    """An address in the shape of the table: without scheme, www, language, file and end."""
    place = re.sub(r"^https?://(www\.)?", "", said.strip().casefold())
    place = re.sub(r"[?#].*$", "", place).rstrip("/")
    place = re.sub(r"/(deed|legalcode)(\.[a-z_-]+)?$|\.html?$", "", place)
    return place.rstrip("/")


def as_name(said: str) -> str:
    """A name in the shape of the table: small letters, English words, no words without weight."""
    name = re.sub(r"[^\w.+]+|_+", " ", said.casefold())
    for pattern, word in SAME:
        name = re.sub(pattern, word, name)
    return " ".join(word for word in name.split() if word not in EMPTY).strip(" .")


SAME: Final = (
    (r"\bnamensnennung\b|\batribuição\b|\batribución\b", "attribution"),
    (r"weitergabe unter gleichen bedingungen|sharealike", "share alike"),
    (r"nicht kommerziell|non commercial", "noncommercial"),
    (r"keine bearbeitungen?|noderivatives|noderivs", "no derivatives"),
    (r"\bdeutschland\b|\bgermany\b", "de"),
    (r"\bcc attribution\b", "creative commons attribution"),
    (r"\bversion (?=\d)|\bv(?=\d)", ""),
    (r"(?<=creative commons cc0) ", " "),
    (r"\bcc0 1.0\b.*", "cc0 1.0"),
)
EMPTY: Final = frozenset(
    {"the", "license", "licence", "lizenz", "licensed", "under", "international", "unported",
     "generic", "universal"}
)  # fmt: skip


def unlisted(said: str) -> str:
    """An id for a licence of which only its own name or address is known (SPDX, LicenseRef)."""
    text = said.strip()
    if re.fullmatch(r"https?://[^\s<>\"]+", text):
        return text[:200]
    return f"LicenseRef-{slug(text)[:60] or 'unnamed'}"


def family_of(found: str) -> str:
    return table().family.get(found, "")


@dataclass(frozen=True, slots=True)
class Table:
    addresses: dict[str, str]
    names: dict[str, str]
    titles: dict[str, str]
    family: dict[str, str]  # of an id
    families: dict[str, str]  # by name or address
    pages: dict[str, str]  # of a family
    vague: dict[str, str]
    none: frozenset[str]


@cache
def table() -> Table:
    """The shipped table of licences; every row names the page it was read from."""
    file = resources.files("commonstacks.workshop.drafts") / "licences.json"
    facts = json.loads(file.read_text(encoding="utf-8"))
    rows, families = facts["licences"], facts["families"]
    return Table(
        addresses={as_address(place): row["id"] for row in rows for place in places(row)},
        names={as_name(name): row["id"] for row in rows for name in names(row)},
        titles={row["id"]: row["title"] for row in rows},
        family={row["id"]: row.get("family", "") for row in rows},
        families={
            key: row["id"]
            for row in families
            for key in (*map(as_address, row["addresses"]), *map(as_name, row["names"]))
        },
        pages={row["id"]: row["address"] for row in families},
        vague={as_name(name): meant for name, meant in facts["vague"].items()},
        none=frozenset(as_name(name) for name in facts["none"])
        | frozenset(as_address(name) for name in facts["none"] if "/" in name),
    )


def places(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        (*row["addresses"], row["source"]) if "spdx.org" in row["source"] else (*row["addresses"],)
    )


def names(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["id"], row["title"], *row["names"])


def title(licence: str) -> str:
    """The licence in words; an id the table does not know is its own title."""
    return table().titles.get(licence, licence)
