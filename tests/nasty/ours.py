"""What our own reader makes of a file, as the judge wants to see it."""

from __future__ import annotations

import time
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import TableProfile
from tests.nasty.judge import Outcome, Seen

PATIENCE = 60  # seconds; a bomb should be refused in one


def outcome(path: Path, folder: Path) -> Outcome:
    """All tables of the file, read into ``folder``; a refusal of any is the refusal of all."""
    ends = time.monotonic() + PATIENCE

    def tell(progress: Progress) -> None:
        if time.monotonic() > ends:
            raise Stopped(f"It took more than {PATIENCE} s.")

    def read(layer: str, into: Path) -> Seen:
        return _seen(pack.read(path, into, name=layer, layer=layer, tell=tell), into, layer)

    try:
        layers = pack.layers(path, tell=tell)
        tables = tuple(read(layer, folder / str(n)) for n, layer in enumerate(layers))
    except Refusal as refusal:
        return Outcome(refused=f"{refusal.reason} {refusal.hint}".strip(), told=True)
    return Outcome(tables=tables)


def _seen(profile: TableProfile, folder: Path, layer: str) -> Seen:
    stored = pq.read_table(folder / "table.parquet")
    columns = [column.to_pylist() for column in stored.columns]
    assert stored.num_rows == profile.rows
    assert stored.column_names == [column.name for column in profile.columns]
    said = [f"{step.name} {step.count} {step.says}" for step in profile.steps]
    return Seen(
        columns=tuple(stored.column_names),
        rows=tuple(zip(*columns, strict=True)) if columns else (),
        name=layer,
        kinds=tuple(column.kind for column in profile.columns),
        aside=profile.set_aside,
        said="\n".join([*said, *profile.warnings]),
        missing=tuple((c.name, label) for c in profile.columns for label, _ in c.missing),
    )
