"""The wheel holds everything the package holds, the built front end included."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.rules.tree import PACKAGE, kept

ROOT = Path(__file__).parents[2]
APP = ROOT / PACKAGE / "doors/web/static/app"
UV = Path(sys.executable).parent / "uv"
LIMIT = 12 * 1024 * 1024


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    if not APP.is_dir():
        pytest.fail("The front end is not built: run `make test`, or `npm run build` in frontend.")
    out = tmp_path_factory.mktemp("wheel")
    command = [UV, "build", "--wheel", "--offline", "--no-build-isolation", "--quiet"]
    command += ["--python", sys.executable, "--out-dir", out, ROOT]
    subprocess.run(command, check=True, timeout=120)
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    ours = {path for path in kept(ROOT) if path.is_relative_to(ROOT / PACKAGE)}
    built = {path for path in APP.rglob("*") if path.is_file()}
    wanted = {str(path.relative_to(ROOT / "src")) for path in ours | built}
    assert wanted - set(wheel.namelist()) == set()


def test_the_wheel_stays_light(wheel):
    assert sum(entry.compress_size for entry in wheel.infolist()) < LIMIT


def test_the_wheel_brings_the_command_and_the_licence(wheel):
    names = {name.rpartition("/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert b"stacks = commonstacks.doors.cli.main:main" in wheel.read(names["entry_points.txt"])
    assert b"Apache License" in wheel.read(names["LICENSE"])
