"""Each import contract is broken by a violation planted in a copy of the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).parent / "lint-imports"

# contract → (file, what is added to it)
PLANTED = {
    "floors": ("kit/refs.py", "from commonstacks.workshop import tables"),
    "ladder": ("library/work/models.py", "from commonstacks.library.catalog import models as up"),
    "doors": ("doors/api/__init__.py", "from commonstacks.doors.web import apps"),
    "no-django-below": ("workshop/tables/shape.py", "import django.db.models"),
    "no-adapter-in-library": ("workshop/tables/shape.py", "import duckdb"),
    "only-values-in-library": (
        "workshop/tables/shape.py",
        "from commonstacks.workshop import killable",
    ),
    "no-cycles": ("kit/clock.py", "from commonstacks.kit import planted"),
}
SIDE = {"no-cycles": ("kit/planted.py", "from commonstacks.kit import clock")}


def contracts() -> dict[str, str]:
    """Every contract's id and its name."""
    written = ConfigParser()
    written.read(ROOT / ".importlinter", encoding="utf-8")
    marked = {key.rpartition(":")[2]: key for key in written.sections() if ":contract:" in key}
    return {key: written[section]["name"] for key, section in marked.items()}


def test_the_checkout_keeps_every_contract():
    said = lint(ROOT)
    assert (said.returncode, said.stdout.count(" KEPT")) == (0, len(contracts())), said.stdout


def test_every_contract_has_a_planted_violation():
    assert set(PLANTED) == set(contracts())


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract, copy):
    for name, line in filter(None, (PLANTED[contract], SIDE.get(contract))):
        path = copy / "src/commonstacks" / name
        path.write_text((path.read_text() if path.exists() else "") + f"\n{line}\n")
    said = lint(copy, "--contract", contract)
    assert f"{contracts()[contract]} BROKEN" in said.stdout
    assert said.returncode == 1


@pytest.mark.parametrize(
    ("folder", "contract"), [("library/rumour", "ladder"), ("attic", "floors")]
)
def test_a_room_that_is_not_on_the_plan_breaks_the_contract(folder, contract, copy):
    (copy / "src/commonstacks" / folder).mkdir()
    (copy / "src/commonstacks" / folder / "__init__.py").touch()
    assert f"{contracts()[contract]} BROKEN" in lint(copy, "--contract", contract).stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python sources and the contracts, to be spoiled."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for path in (ROOT / "src/commonstacks").rglob("*.py"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def lint(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache", *options],
        cwd=root,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
