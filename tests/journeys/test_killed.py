"""kill -9 at each step of the walk, then start again: nothing lost, nothing double."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.children import run, stacks
from tests.journeys.dying import STEPS

KILLED = -9


def facts(everything: dict[str, Any]) -> dict[str, Any]:
    """All but the pages, which name the identifier and the minute of one library."""
    return {part: rows for part, rows in everything.items() if part != "pages"}


def walked(home: Path) -> dict[str, Any]:
    """What the library says after a walk in which nothing dies; its vault must be whole."""
    walk = run("dying", str(home), "-1")
    assert walk.returncode == 0, walk.stderr
    everything: dict[str, Any] = json.loads(walk.stdout)
    assert everything.pop("whole")
    return everything


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("undisturbed")
    return walked(home)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library, made once and copied for every kill."""
    home = tmp_path_factory.mktemp("prepared") / "library"
    assert stacks("init", "--home", str(home)).returncode == 0
    return home


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[f"{n} {w}" for _, n, w in STEPS])
def test_killed_and_started_again(
    step: int, tmp_path: Path, prepared: Path, undisturbed: dict[str, Any]
) -> None:
    home = shutil.copytree(prepared, tmp_path / "library")
    killed = run("dying", str(home), str(step))
    assert killed.returncode == KILLED, killed.stderr
    assert facts(walked(home)) == facts(undisturbed)
