"""A kept file made ready to be lent: its tables read, their rows placed, their first view drawn.

All of a file happens in one call, because a process of its own costs more than a small table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.places import assign
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.instructions import NOTHING
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import preparing
from commonstacks.workshop.views.cells import OPEN, Policy


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as the vault holds it: what people call it, and the hex SHA-512 of its bytes."""

    name: str
    sha512: str


@dataclass(frozen=True, slots=True)
class Ready:
    """One table in the folder ``digest``; ``placed`` is its profile with the places of its rows,
    None where they have none."""

    digest: str
    profile: TableProfile
    placed: TableProfile | None


@dataclass(frozen=True, slots=True)
class Made:
    """The tables of one file in its order, up to the one that was refused, if any was."""

    tables: tuple[Ready, ...]
    refusal: Refusal | None = None


def make_ready(
    path: Path,
    derived: Path,
    kept: Kept,
    *,
    given: Mapping[str, str] = NOTHING,
    policy: Policy = OPEN,
    tell: Callable[[Progress], None] = ignore,
) -> Made:
    """Each table of the file in a folder of ``derived`` called by its digest; see ``pack.read``,
    ``assign.assign`` and ``preparing.prepare`` for what lies in it.

    ``given`` are a person's instructions; the first view is prepared under the ``policy``. What an
    earlier call left is not made again, so a call that was cut off is simply repeated. What
    ``pack`` refuses comes back as ``refusal``.
    """
    tables: list[Ready] = []
    try:
        for table in _tables(path, derived, kept, given, policy, tell):
            tables.append(table)  # noqa: PERF402  # those before a refused one count
    except Refusal as refusal:
        return Made(tuple(tables), refusal)
    return Made(tuple(tables))


def _tables(
    path: Path,
    derived: Path,
    kept: Kept,
    given: Mapping[str, str],
    policy: Policy,
    tell: Callable[[Progress], None],
) -> Iterator[Ready]:
    layers = pack.layers(path, given=given, tell=tell)
    for layer in layers:
        digest = pack.table_digest(kept.sha512, layer=layer, given=given)
        folder = derived / digest
        name = f"{kept.name}: {layer}" if len(layers) > 1 else kept.name
        profile = _left(folder / pack.PROFILE) or pack.read(
            path, folder, name=name, layer=layer, given=given, tell=tell
        )
        placed = _placed(folder, profile, tell)
        preparing.prepare(folder, placed or profile, policy=policy, tell=tell)
        yield Ready(digest, profile, placed)


def _placed(
    folder: Path, profile: TableProfile, tell: Callable[[Progress], None]
) -> TableProfile | None:
    placed = _left(folder / assign.PROFILE) or assign.assign(folder, profile, tell)
    return placed if placed != profile else None


def _left(written: Path) -> TableProfile | None:
    """What an earlier call left; it was put in place as a whole."""
    return TableProfile.from_json(written.read_text(encoding="utf-8")) if written.exists() else None
