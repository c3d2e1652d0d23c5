"""What is refused before anything is done, and how it is said."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from commonstacks.doors.cli import main
from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.telling import count
from commonstacks.workshop.killable import Progress
from tests.doors import homes

NEED_A_HOME = [
    ["add", "trees.csv"],
    ["status"],
    ["search", ""],
    ["versions", "trees"],
    ["export", "trees"],
    ["verify"],
    ["erase", "trees"],
]


@pytest.mark.parametrize("arguments", NEED_A_HOME, ids=lambda each: each[0])
def test_without_a_library_the_hint_is_init(
    arguments: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*arguments, "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "refused": f"There is no library in {home} yet.",
        "hint": "Run: stacks init",
    }
    assert said.err == ""
    assert not home.exists()


def test_without_json_a_refusal_is_two_lines_for_people(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["status"]) == 2
    said = capsys.readouterr()
    assert said.err.splitlines() == [f"There is no library in {home} yet.", "Run: stacks init"]
    assert said.out == ""


def test_rebuild_needs_a_vault(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["rebuild", "--json"]) == 2
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert refused == f"There is no vault in {home} to rebuild from."


def test_a_library_that_lost_its_database_is_rebuilt_not_made_anew(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "vault").mkdir(parents=True)
    assert main.run(["status", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["hint"] == "Run: stacks rebuild"


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (["add"], "Missing argument 'ADDRESS_OR_PATH'."),
        (["reed"], "No such command 'reed'."),
        (["export", "trees", "--form", "xml"], "'xml' is not one of 'csv', 'parquet'"),
        (["export", "trees", "--version", "0"], "0 is not in the range x>=1"),
        (["serve", "--port", "70000"], "70000 is not in the range 0<=x<=65535"),
        (["status", "--loud"], "No such option"),
    ],
)
def test_what_was_typed_wrongly_is_refused_in_the_same_shape(
    arguments: list[str], refused: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run([*arguments, "--json"]) == 2
    facts = json.loads(capsys.readouterr().out)
    assert refused in facts["refused"]
    assert facts["hint"].startswith("See: stacks")


def test_init_refuses_an_address_that_is_none(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["init", "--email", "ada", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["refused"] == "“ada” is not an e-mail address."
    assert not home.exists()


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_home_is_named_before_or_after_the_command_or_in_the_environment(
    place: str, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    arguments = {
        "before": ["--home", str(mine), "status", "--json"],
        "after": ["status", "--json", "--home", str(mine)],
        "environment": ["status", "--json"],
    }[place]
    said = homes.stacks(mine if place == "environment" else other, *arguments)
    assert said.facts["refused"] == f"There is no library in {mine} yet."
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    said = homes.stacks(tmp_path, "status", "--json", COMMONSTACKS_KEYS="two")
    assert said.code == 2
    assert said.facts["refused"] == "COMMONSTACKS_KEYS must be a whole number, not 'two'."


def test_help_names_every_command_and_is_quick(tmp_path: Path) -> None:
    began = time.monotonic()
    said = homes.stacks(tmp_path, "--help")
    assert time.monotonic() - began < 2  # measured 0.2 s; a loaded machine is slower
    assert said.code == 0
    listed = said.out.partition("Commands:")[2].splitlines()
    assert tuple(line.split()[0] for line in listed if line.strip()) == main.COMMANDS


def test_help_does_not_read_django(tmp_path: Path) -> None:
    said = homes.stacks(tmp_path, "--help", PYTHONVERBOSE="", PYTHONPROFILEIMPORTTIME="1")
    assert "click" in said.err
    assert "django" not in said.err


class Log:
    def __init__(self, *, living: bool) -> None:
        self.text = ""
        self.living = living

    def isatty(self) -> bool:
        return self.living

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_a_log_gets_one_line_a_step() -> None:
    out = Log(living=False)
    line = ProgressLine(out)
    for done in (1, 50, 100):
        line.show(Progress(done, 100, "reading"))
    line.show(Progress(0, 0, "charting"))
    line.clear()
    assert out.text == "reading …\ncharting …\n"


def test_a_terminal_gets_one_living_line() -> None:
    out = Log(living=True)
    line = ProgressLine(out)
    line.show(Progress(50, 100, "reading"))
    line.clear()
    shown, cleared = out.text.strip("\r").split("\r")
    assert shown.rstrip() == "reading … 50 %"
    assert cleared.strip() == ""


def test_counts_are_read_by_people() -> None:
    assert [count(1, "row"), count(42049, "row"), count(0, "byte")] == [
        "1 row",
        "42,049 rows",
        "0 bytes",
    ]
