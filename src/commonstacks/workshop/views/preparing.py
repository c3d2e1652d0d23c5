"""The first view of a table, prepared once, in a process that can be killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import cubes
from commonstacks.workshop.views.first import first_view
from commonstacks.workshop.views.tokens import cube_digest


def prepare(
    folder: Path, profile: TableProfile, *, tell: Callable[[Progress], None] = ignore
) -> bool:
    """Write the cube of the first view of ``folder/table.parquet`` into ``folder/cubes``.

    False where no column can be charted. What is there already is left alone.
    """
    charts = first_view(profile)
    if not charts:
        return False
    tell(Progress(0, 1, "preparing the first view"))
    if not (folder / "cubes" / f"{cube_digest(charts)}.json").exists():
        cubes.build(folder / "table.parquet", charts, folder / "cubes")
    tell(Progress(1, 1, "preparing the first view"))
    return True
