"""Two versions of a small table, read and compared."""

from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.history import diff
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import TableProfile

NAMES = [
    "Ash",
    "Beech",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Ginkgo",
    "Hazel",
    "Ivy",
    "Juniper",
    "Kapok",
    "Larch",
    "Maple",
    "Nutmeg",
    "Oak",
    "Pine",
    "Quince",
    "Rowan",
    "Spruce",
    "Teak",
]


def trees(rows: int = 12) -> list[list[str]]:
    """A number, a name and a count: 1, Ash, 10 and so on."""
    return [[str(at), name, str(at * 10)] for at, name in enumerate(NAMES[:rows], 1)]


def table(rows: list[list[str]], head: str = "id,name,n") -> str:
    return "\n".join([head, *(",".join(row) for row in rows)]) + "\n"


def read(tmp_path: Path, side: str, text: str) -> TableProfile:
    """The text as a table in ``tmp_path/side``."""
    (tmp_path / f"{side}.csv").write_text(text, encoding="utf-8")
    return pack.read(tmp_path / f"{side}.csv", tmp_path / side, name=side)


def compare(tmp_path: Path, old: str, new: str, key: tuple[str, ...] | None = None) -> Difference:
    """The difference of two CSV texts; it survives a journey through JSON."""
    profiles = [read(tmp_path, side, text) for side, text in (("old", old), ("new", new))]
    found = diff.compare(
        tmp_path / "old/table.parquet",
        tmp_path / "new/table.parquet",
        old_profile=profiles[0],
        new_profile=profiles[1],
        key=key,
    )
    assert Difference.from_json(found.to_json()) == found
    return found


def counts(found: Difference) -> tuple[str, int, int, int, int]:
    return (found.kind, found.same, found.added, found.removed, found.changed)
