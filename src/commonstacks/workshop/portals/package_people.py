"""Who a Data Package says made it, from what, and under which licence; no addresses of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonstacks.workshop.portals import foreign


def publisher(says: Mapping[str, Any]) -> str:
    """The contributor in the role of publisher; roles as in version 1 (one) or 2 (several)."""
    found = [title(each) for each in contributors(says) if "publisher" in roles(each)]
    return next(filter(None, found), "")


def licence(says: Mapping[str, Any]) -> str:
    """Names of the licences, else their titles; empty where none is stated."""
    stated = foreign.records(says.get("licenses"))
    names = [foreign.words(each.get("name")) or title(each) for each in stated]
    return ", ".join(dict.fromkeys(filter(None, names)))[:100]


def attribution(says: Mapping[str, Any]) -> str:
    """One sentence from sources and contributors, as the descriptor names them."""
    sources = [source(each) for each in foreign.records(says.get("sources"))]
    others = [title(each) for each in contributors(says)]
    return foreign.prose(f"{line('Source', sources)} {line('By', others)}")


def line(what: str, names: list[str]) -> str:
    told = ", ".join(dict.fromkeys(filter(None, names)))
    return f"{what}: {told}." if told else ""


def source(each: Mapping[str, Any]) -> str:
    said, path = title(each), foreign.web(each.get("path"))
    return f"{said} ({path})" if said and path and said != path else said or path


def contributors(says: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from foreign.records(says.get("contributors"))


def roles(each: Mapping[str, Any]) -> list[Any]:
    stated = each.get("roles", each.get("role"))
    return stated if isinstance(stated, list) else [stated]


def title(each: Mapping[str, Any]) -> str:
    return foreign.words(each.get("title")) or foreign.words(each.get("name"))
