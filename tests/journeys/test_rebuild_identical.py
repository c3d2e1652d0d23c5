"""Standing test: the vault alone, with the file of names, gives the same library again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.children import run, said, stacks


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("lived")
    scratch = tmp_path_factory.mktemp("scratch")
    walked = run("living", str(home), str(scratch))
    assert walked.returncode == 0, walked.stderr
    return home


def test_rebuild_identical(lived: Path, tmp_path: Path) -> None:
    before = standing(said(lived))
    home = tmp_path / "rebuilt"
    for kept in ("vault", "keys", "people.jsonl.enc"):
        copy = shutil.copytree if (lived / kept).is_dir() else shutil.copy
        copy(lived / kept, home / kept if home.exists() else made(home) / kept)
    rebuilt = stacks("rebuild", "--home", str(home), "--json")
    assert rebuilt.returncode == 0, rebuilt.stderr
    after = standing(said(home))
    for part in before:
        assert after[part] == before[part], part
    assert json.loads(rebuilt.stdout)["versions"] == 4


def test_without_the_file_of_names_nobody_is_named(lived: Path, tmp_path: Path) -> None:
    home = made(tmp_path / "nameless")
    shutil.copytree(lived / "vault", home / "vault")
    assert stacks("rebuild", "--home", str(home)).returncode == 0
    with sqlite3.connect(home / "db.sqlite3") as rows:
        names = {name for (name,) in rows.execute("SELECT name FROM people_agent")}
    assert names == {"name not held", "Commonstacks"}  # the program that makes suggestions


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def standing(everything: dict[str, Any]) -> dict[str, Any]:
    """What is published and what is held. Drafts that were never published live in the database."""
    accepted = {
        name: [row for row in everything[name] if '"accepted"' in row]
        for name in ("context.Statement", "context.Gap")
    }
    return {**everything, **accepted}
