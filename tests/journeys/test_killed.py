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
REALLY = {  # the others are copies of the home, taken at the moment of the kill
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_version", "after"),
    ("commonstacks.flows.tables", "make_ready", "after"),
    ("commonstacks.library.context.actions", "add_gap", "after"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_context", "after"),
}


def facts(everything: dict[str, Any]) -> dict[str, Any]:
    """All but the pages, which name the identifier and the minute of one library."""
    return {part: rows for part, rows in everything.items() if part != "pages"}


def walked(home: Path, *how: str) -> dict[str, Any]:
    """What the library says after a walk in which nothing dies; its vault must be whole."""
    walk = run("dying", str(home), *(how or ("walk",)))
    assert walk.returncode == 0, walk.stderr
    everything: dict[str, Any] = json.loads(walk.stdout)
    assert everything.pop("whole")
    return everything


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library, made once and copied for every kill."""
    home = tmp_path_factory.mktemp("prepared") / "library"
    assert stacks("init", "--home", str(home)).returncode == 0
    return home


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.fixture(scope="module")
def undisturbed(copies: Path, prepared: Path) -> dict[str, Any]:
    """What a library says that was walked from end to end, and copied at each step."""
    home = shutil.copytree(prepared, copies / "library")
    return walked(home, "copy", str(copies))


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[f"{n} {w}" for _, n, w in STEPS])
def test_killed_and_started_again(
    step: int, tmp_path: Path, prepared: Path, copies: Path, undisturbed: dict[str, Any]
) -> None:
    home = tmp_path / "library"
    if STEPS[step] in REALLY:
        shutil.copytree(prepared, home)
        killed = run("dying", str(home), "die", str(step))
        assert killed.returncode == KILLED, killed.stderr
    else:
        (copies / str(step)).rename(home)
    assert facts(walked(home)) == facts(undisturbed)
