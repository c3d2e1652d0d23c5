"""What every test stands on: its own home folder, no network, and programs that may be missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from commonstacks.flows import wiring

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An empty home folder for this test alone; the reader's own is never touched."""
    folder = tmp_path / "home"
    if request.path.relative_to(ROOT / "tests").parts[0] in {"kit", "workshop", "house"}:
        return folder
    settings = request.getfixturevalue("settings")
    settings.HOME = folder
    settings.VAULT = folder / "vault"
    settings.DERIVED = folder / "derived"
    settings.KEYS = folder / "keys"
    settings.SECRET_FILE = folder / "keys" / "django"
    settings.PEOPLE_FILE = folder / "people.jsonl.enc"
    settings.STATIC_ROOT = folder / "derived" / "static"
    return folder


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that a process has to count is ready in time; and none of them outlives the test."""
    _end_counting()
    monkeypatch.setattr(wiring, "COUNTING_SECONDS", 0.0)
    yield
    _end_counting()


def _end_counting() -> None:
    for pool in (wiring.runner, wiring.kernel):
        if pool.cache_info().currsize:
            pool().close()
        pool.cache_clear()


@pytest.fixture
def program() -> Callable[[str], Path]:
    """``program("zstd")``: where it is. Absent: the test is skipped, or fails where CI=true."""

    def find(name: str) -> Path:
        found = shutil.which(name)
        if found is None:
            missing(name)
        return Path(str(found))

    return find


@pytest.fixture
def real_data() -> Path:
    """The folder of real tables, named by COMMONSTACKS_REAL_DATA."""
    return real_folder()


def pytest_runtest_setup(item: pytest.Item) -> None:
    translation.deactivate()  # a page asked for in German leaves its language with the thread
    if item.get_closest_marker("browser") and not chromium():
        missing("chromium")
    if item.get_closest_marker("real") and not real_folder().is_dir():
        pytest.skip(f"the folder of real data is not here: {real_folder()}")


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def real_folder() -> Path:
    return (ROOT / os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")).resolve()


def missing(name: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed; nothing is skipped where CI=true")
    pytest.skip(f"{name} is not installed")
