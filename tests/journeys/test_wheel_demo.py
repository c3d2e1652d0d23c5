"""The wheel alone makes a library: without Node, without the checkout, from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

BOOKS = (
    "chicago-community-areas",
    "columbus-crime-1980",
    "countries-of-the-world",
    "flights",
    "la-riots",
    "seattle-weather",
    "soho-cholera-1854",
)
ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).parent / "uv"
APP = ROOT / "src/commonstacks/doors/web/static/app"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; what it needs is lent by the environment of the tests."""
    if not APP.is_dir():
        pytest.fail("The front end is not built: run `make test`, or `npm run build` in frontend.")
    folder = tmp_path_factory.mktemp("installed")
    build = [UV, "build", "--wheel", "--offline", "--no-build-isolation", "--quiet"]
    subprocess.run(
        [*build, "--python", sys.executable, "--out-dir", folder, ROOT], check=True, timeout=120
    )
    venv.create(folder / "env", symlinks=True)
    python = folder / "env/bin/python"
    install = [UV, "pip", "install", "--offline", "--no-deps", "--quiet", "--python", python]
    subprocess.run([*install, next(folder.glob("*.whl"))], check=True, timeout=120)
    own = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python: Path, folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [python, *arguments],
        cwd=folder,
        env={"HOME": str(folder), "PATH": "/nowhere", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import commonstacks; print(commonstacks.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parents[1])


def test_the_demonstration_starts_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    stacks = str(installed.with_name("stacks"))
    books = [word for book in BOOKS for word in ("--book", book)]
    demo = (stacks, "demo", "--no-serve", "--json", "--home", "library", *books)
    published = json.loads(run(installed, tmp_path, *demo))["published"]
    elsewhere = {"flights", "la-riots"}  # their bytes lie in a package that is not here
    assert set(published) == set(BOOKS) - elsewhere
    found = json.loads(
        run(installed, tmp_path, stacks, "search", "", "--json", "--home", "library")
    )
    assert {hit["slug"] for hit in found["results"]} == set(published)
    static = tmp_path / "library/derived/static"
    assert any(static.rglob("explorer*.js"))
