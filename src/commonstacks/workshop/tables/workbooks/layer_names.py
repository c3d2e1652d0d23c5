"""Names of the tables in one file, of which none comes twice."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 120  # characters


def distinct(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and where the table lies: "Sheet1", then "Sheet1: 2" and "Sheet1: 3"."""
    taken: set[str] = set()
    found = []
    for wanted, inside in named:
        name = " ".join(wanted.split())[:_LONGEST].rstrip()
        new, number = name, 1
        while new.casefold() in taken:
            number += 1
            new = f"{name}: {number}"
        taken.add(new.casefold())
        found.append((new, inside))
    return tuple(found)
