"""Ruff, mypy, the template formatter and the warnings filter are as strict as we say."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
UNTYPED = "def weigh(apples, pears):\n    return apples + pears\n"
SILENT = "try:\n    print()\nexcept:\n    pass\n"
TANGLED = "def f(x: int) -> int:\n" + "".join(
    f"    if x == {n}:\n        return {n}\n" for n in range(9)
)
LONG = "def f() -> None:\n" + "    print()\n" * 31


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (UNTYPED, "ANN001"),
        (SILENT, "E722"),
        (TANGLED + "    return 0\n", "C901"),
        (LONG, "PLR0915"),
        ("x = 1  # TO" + "DO: later\n", "TD003"),
        ("import os  # no" + "qa\n", "PGH004"),
    ],
)
def test_ruff_refuses_what_the_house_forbids(source, code):
    command = [TOOLS / "ruff", "check", "--output-format", "concise", "--stdin-filename"]
    said = run([*command, "src/commonstacks/kit/planted.py", "-"], source)
    assert (said.returncode, code in said.stdout) == (1, True), said.stdout


def test_mypy_refuses_an_untyped_function_and_a_wrong_one(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(UNTYPED + "def name() -> str:\n    return 1\n", encoding="utf-8")
    said = run([TOOLS / "mypy", "--config-file", "pyproject.toml", planted])
    assert said.returncode == 1
    assert "[no-untyped-def]" in said.stdout
    assert "[return-value]" in said.stdout


def test_an_unformatted_template_is_refused(tmp_path):
    template = tmp_path / "page.html"
    template.write_text("{%  block  body %}{{x|upper }}{% endblock %}\n", encoding="utf-8")
    assert run([TOOLS / "djade", "--check", "--target-version", "5.2", template]).returncode == 1


def test_no_file_is_let_off_as_a_whole():
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    let_off = {name for name in ruff["lint"]["per-file-ignores"] if name.endswith(".py")}
    assert (ruff["lint"]["select"], let_off) == (["ALL"], set())


def test_a_warning_fails_a_test(pytestconfig):
    assert pytestconfig.getini("filterwarnings")[0] == "error"
    assert pytestconfig.getini("xfail_strict") is True


def run(command, source=None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, input=source, capture_output=True, text=True, timeout=300, check=False
    )
