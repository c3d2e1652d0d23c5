"""JSON that describes a dataset, as cells: every leaf once, with the path at which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from commonstacks.workshop.drafts.draft import Cell

FILES: Final = frozenset(
    {"resources", "distribution", "recordSet", "field", "fields", "schema", "sample"}
)
OURS: Final = frozenset({"@context", "@type", "type", "commonstacks", "$schema", "reading"})
NAMES: Final = ("title", "name", "prefLabel", "label", "rdfs:label", "@value", "@id", "value")
PERSONAL: Final = re.compile(
    r"mail|phone|telefon|\bfax|hasTelephone|hasAddress|author_|maintainer_|creator_user",
    re.IGNORECASE,
)
PREFIX: Final = re.compile(
    r"^((dct|dcterms|dcat|dcat-us|dcatus|sc|schema|foaf|vcard|cr):|https?://schema\.org/)",
    re.IGNORECASE,
)
MOST: Final = 2_000  # cells of one record
LONGEST: Final = 20_000  # characters of a cell


def cells(record: Mapping[str, Any]) -> list[Cell]:
    """The leaves of a record; lists number their entries, names of things stand for the things.

    What describes files is one cell, as the files themselves are read when they are taken in. At
    most 2,000 cells, each of at most 20,000 characters.
    """
    found = list(walk(record, "", 0))
    if len(found) > MOST:
        rest = Cell("and more", f"{len(found) - MOST:,} further fields were not looked at.")
        return [*found[:MOST], rest]
    return found


def walk(value: Any, path: str, entry: int) -> Iterator[Cell]:
    if isinstance(value, Mapping):
        yield from thing(value, path, entry)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from walk(each, path, entry or number)
    elif text := leaf(value):
        yield Cell(path, text[:LONGEST], entry, personal=bool(PERSONAL.search(path)))


def thing(value: Mapping[str, Any], path: str, entry: int) -> Iterator[Cell]:
    pairs = dict(pair_of_extras(value)) if path == "extras" else dict(value)
    role = role_of(pairs) if path == "contributors" else ""
    named = next((name for name in NAMES if path and leaf(pairs.get(name))), "")
    for key, each in pairs.items():
        label = PREFIX.sub("", str(key))
        if key in OURS or key in {"roles", "role"}:
            continue
        if key in FILES:
            yield from about_files(f"{path}.{label}".lstrip("."), each)
        elif key == named:
            yield from walk(each, f"{path}.{role}" if role else path, entry)
        elif not (named and key == "@id"):
            yield from walk(each, f"{path}.{label}".lstrip("."), entry)


def about_files(label: str, value: Any) -> Iterator[Cell]:
    """A licence of single files is told; the rest of what describes files is one cell."""
    entries = value if isinstance(value, list) else [value]
    said = dict.fromkeys(
        leaf(each.get(key))
        for each in entries
        if isinstance(each, Mapping)
        for key in ("license", "dct:license")
    )
    yield from (Cell(f"{label}.license", text) for text in said if text)
    yield Cell(label, f"{len(entries):,} entries about files; the files themselves are read.")


def pair_of_extras(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """CKAN's extras are pairs of key and value."""
    if isinstance(value.get("key"), str) and "value" in value:
        yield value["key"], value["value"]
    else:
        yield from value.items()


def role_of(contributor: Mapping[str, Any]) -> str:
    """The first role of a contributor, in version 1 (one) or 2 (several) of Data Package."""
    said = contributor.get("roles", contributor.get("role"))
    first = said[0] if isinstance(said, list) and said else said
    return first.strip().casefold() if isinstance(first, str) else ""


def leaf(value: Any) -> str:
    """A value as text; empty for what is no single value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    return ""
