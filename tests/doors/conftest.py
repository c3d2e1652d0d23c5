"""A home made once by ``stacks init``, and copied for each test that writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.doors import homes


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "home"
    said = homes.stacks(folder, "init", "--email", "steward@example.org", "--name", "The steward")
    assert said.code == 0, said.err
    return folder


@pytest.fixture
def own_home(made_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_home, tmp_path / "library"))
