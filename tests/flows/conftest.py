"""The same library and loopback source that the journeys use, and a small published dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.flows import answering, intake
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from tests.journeys.conftest import source, steward
from tests.library import making

__all__ = ["source", "steward"]

TREES = "tree,species,planted,height\n" + "".join(
    f"T{n:03d},{('oak', 'lime', 'elm')[n % 3]},2020-{n % 12 + 1:02d}-01,{n / 10}\n"
    for n in range(1, 61)
)


@pytest.fixture
def trees(steward: Account, tmp_path: Path) -> Dataset:
    """Taken in, and waiting for its context."""
    file = tmp_path / "trees.csv"
    file.write_text(TREES)
    taken = intake.run_now(str(file), by=steward)
    assert taken.reason == ""
    return Dataset.objects.get(slug=taken.result["dataset"])


@pytest.fixture
def published(trees: Dataset, steward: Account) -> Dataset:
    making.answer_everything(trees, steward)
    answering.send_in(trees.slug, reply="not told", told_on=None, why="A test.", by=steward)
    assert answering.agree(trees.slug, by=steward) == 1
    return trees
