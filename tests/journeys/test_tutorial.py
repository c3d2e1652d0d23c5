"""The ten-minute tutorial does what it says: every command of it is run, in its order."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.journeys.children import STACKS, TOWNS

PAGE = Path(__file__).parents[2] / "docs/tutorials/ten-minutes.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.removeprefix(".venv/bin/stacks ").split()
    for block in BLOCKS
    for line in block.splitlines()
    if line.startswith(".venv/bin/stacks ")
]
BOOKS = re.findall(r"/datasets/([\w-]+)", TEXT)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command printed. `make demo` stands for the books that the page speaks of."""
    folder = tmp_path_factory.mktemp("reader")
    table = next(block for block in BLOCKS if block.startswith("bench,"))
    (folder / "benches.csv").write_text(table, encoding="utf-8")
    books = [
        word for book in sorted({*BOOKS, "chicago-community-areas"}) for word in ("--book", book)
    ]
    return {
        " ".join(command): stacks(folder, *command)
        for command in (["demo", "--no-serve", *books], *COMMANDS)
    } | {"folder": str(folder)}


def stacks(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [STACKS, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "COMMONSTACKS_HOME": str(folder / "library"),
            "COMMONSTACKS_LEAST_TOWN": TOWNS,
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, (arguments, ended.stdout, ended.stderr)
    return ended.stdout


def test_the_page_names_what_it_uses() -> None:
    assert sorted(set(BOOKS)) == ["countries-of-the-world", "soho-cholera-1854"]
    assert [command[0] for command in COMMANDS] == [
        "search",
        "search",
        "versions",
        "add",
        "status",
        "export",
    ]


def test_the_shelf_is_found_by_word_and_by_place(said: dict[str, str]) -> None:
    assert "soho-cholera-1854" in said["search cholera"]
    assert "chicago-community-areas" in said["search --place Chicago"]
    assert "soho-cholera-1854" not in said["search --place Chicago"]


def test_a_dataset_with_a_past_lists_it(said: dict[str, str]) -> None:
    assert len(said["versions countries-of-the-world"].splitlines()) >= 4


def test_the_readers_own_table_is_kept_and_waits(said: dict[str, str]) -> None:
    assert "version 1" in said["add benches.csv"]
    assert "waits" in said["add benches.csv"] or "open" in said["add benches.csv"]
    assert "waiting" in said["status"]


def test_what_is_taken_away_has_its_story_inside(said: dict[str, str]) -> None:
    with zipfile.ZipFile(Path(said["folder"]) / "soho.zip") as taken:
        names = set(taken.namelist())
    assert {"CONTEXT.md", "context.json"} <= names
    assert any(name.startswith("data/") for name in names)
