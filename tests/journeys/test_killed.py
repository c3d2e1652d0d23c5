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
    ("commonstacks.flows.tables", "make_ready", "after"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_context", "after"),
}


def facts(everything: dict[str, Any]) -> dict[str, Any]:
    """All but the pages, which name the identifier and the minute of one library."""
    return {part: rows for part, rows in everything.items() if part != "pages"}


def walked(*arguments: str) -> list[dict[str, Any]]:
    """What each library says after a walk in which nothing dies; its vault must be whole."""
    walk = run("dying", *arguments)
    assert walk.returncode == 0, walk.stderr
    everything: list[dict[str, Any]] = [json.loads(line) for line in walk.stdout.splitlines()]
    assert [each.pop("whole") for each in everything] == [True] * len(everything)
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
    return facts(*walked("copy", str(copies), str(home)))


@pytest.fixture(scope="module")
def again(copies: Path, undisturbed: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """What each copy says when its library starts again, by the step at which it was taken."""
    homes = {step: copies / str(step) for step in range(len(STEPS)) if STEPS[step] not in REALLY}
    said = walked("walk", *map(str, homes.values()))
    return dict(zip(homes, map(facts, said), strict=True))


@pytest.mark.parametrize("step", [step for step in range(len(STEPS)) if STEPS[step] in REALLY])
def test_killed_and_started_again(
    step: int, tmp_path: Path, prepared: Path, undisturbed: dict[str, Any]
) -> None:
    home = shutil.copytree(prepared, tmp_path / "library")
    killed = run("dying", "die", str(step), str(home))
    assert killed.returncode == KILLED, killed.stderr
    assert facts(*walked("walk", str(home))) == undisturbed


@pytest.mark.parametrize("step", [step for step in range(len(STEPS)) if STEPS[step] not in REALLY])
def test_cut_off_at_any_step_and_started_again(
    step: int, again: dict[int, dict[str, Any]], undisturbed: dict[str, Any]
) -> None:
    assert again[step] == undisturbed
