"""A small table that is prepared as a large one is: as bins instead of a cube."""

from __future__ import annotations

import shutil

import pytest

from commonstacks.flows import wiring
from commonstacks.flows.shown import Lent
from commonstacks.workshop.views import cubes, preparing


def binned(lent: Lent, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = wiring.table_folder(lent.table)
    shutil.rmtree(folder / "cubes", ignore_errors=True)
    monkeypatch.setattr(cubes, "MOST_CELLS", 1)
    assert preparing.prepare(folder, lent.charted)
    assert preparing.counted_from_bins(folder, lent.charted)
