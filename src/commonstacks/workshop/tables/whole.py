"""A file read from end to end, and two files compared: all tables, in a call that can be killed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.history import changed_rows, diff, suspicion
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.instructions import NOTHING
from commonstacks.workshop.tables.shape import Reading, TableProfile


def read_file(
    path: Path,
    into: Path,
    *,
    given: Mapping[str, str] = NOTHING,
    tell: Callable[[Progress], None] = ignore,
) -> Reading:
    """Every table of the file, each in a folder of its own in ``into``, as ``pack.read`` leaves it.

    The folders are called as ``folder_of`` says. Refuses what ``pack.layers`` and ``pack.read``
    refuse, and then leaves the tables before it.
    """
    layers = pack.layers(path, given=given, tell=tell)
    return Reading(
        pack.kind(path),
        tuple(
            pack.read(
                path,
                into / folder_of(layer or path.name, at),
                name=layer or path.name,
                layer=layer,
                given=given,
                tell=tell,
            )
            for at, layer in enumerate(layers, 1)
        ),
    )


def folder_of(name: str, at: int) -> str:
    """A folder's name for table number ``at``: its own name in plain letters after the number."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{at:02d}-{plain[:60]}" if plain else f"{at:02d}"


def compare_files(
    old: Path,
    new: Path,
    scratch: Path,
    *,
    key: tuple[str, ...] | None = None,
    table: str = "",
    rows: Path | None = None,
    given: Mapping[str, str] = NOTHING,
    tell: Callable[[Progress], None] = ignore,
) -> Difference:
    """What changed from one file to the next; ``rows`` is where all changed rows are written.

    ``table`` names one of several tables, else it is the first. A new file that is no table any
    more (empty, a pointer, a web page) is a difference of the kind "suspicious"; an old one that
    cannot be read is refused, as is a table that is not there.
    """
    before = _one(old, scratch / "old", table, given, tell)
    try:
        after = _one(new, scratch / "new", table, given, tell)
    except Refusal as refusal:
        return suspicion.unreadable(refusal.reason)
    found = diff.compare(
        scratch / "old" / "table.parquet",
        scratch / "new" / "table.parquet",
        old_profile=before,
        new_profile=after,
        key=key,
    )
    if rows is not None:
        changed_rows.write(
            scratch / "old" / "table.parquet",
            scratch / "new" / "table.parquet",
            old_profile=before,
            new_profile=after,
            difference=found,
            to=rows,
            form="json" if rows.suffix == ".json" else "csv",
            tell=tell,
        )
    return found


def _one(
    path: Path,
    into: Path,
    table: str,
    given: Mapping[str, str],
    tell: Callable[[Progress], None],
) -> TableProfile:
    layers = pack.layers(path, given=given, tell=tell)
    if table and table not in layers:
        raise Refusal(
            "“{name}” has no table “{table}”.",
            "It has: {names}.",
            name=path.name,
            table=table[:60],
            names=", ".join(filter(None, layers)) or "one without a name",
        )
    layer = table or layers[0]
    return pack.read(path, into, name=layer or path.name, layer=layer, given=given, tell=tell)
