"""kill -9 in the middle of the demonstration, and again; then it is complete, and nothing double."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.children import ROOT, STACKS, TOWNS, run, said, stacks

BOOKS = ("soho-cholera-1854", "countries-of-the-world", "columbus-crime-1980")
NAMED = [word for book in BOOKS for word in ("--book", book)]
DEATHS = ("“Cholera deaths", "“Countries", "“Countries")  # the second look at a title dies later


def die_at(home: Path, title: str, later: float) -> None:
    """Start the demonstration; end it with all its children while it works on a book."""
    with subprocess.Popen(
        [STACKS, "demo", "--no-serve", "--home", str(home), *NAMED],
        cwd=ROOT,
        env={**os.environ, "COMMONSTACKS_LEASE_SECONDS": "1", "COMMONSTACKS_LEAST_TOWN": TOWNS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as demo:
        assert demo.stderr is not None
        for line in demo.stderr:
            if title in line:
                break
        try:
            demo.wait(later)
        except subprocess.TimeoutExpired:
            os.kill(demo.pid, signal.SIGKILL)


def counted(home: Path) -> dict[str, Any]:
    """All but what names one library and its minutes."""
    return {part: rows for part, rows in said(home).items() if part != "pages"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("undisturbed")
    ended = stacks("demo", "--no-serve", "--home", str(home), *NAMED)
    assert ended.returncode == 0, ended.stderr
    return counted(home)


def test_killed_three_times_it_is_complete_in_the_end(
    tmp_path: Path, undisturbed: dict[str, Any]
) -> None:
    home = tmp_path / "library"
    for title, later in zip(DEATHS, (0.5, 1.0, 4.0), strict=True):
        die_at(home, title, later)
    ended = stacks("demo", "--no-serve", "--home", str(home), *NAMED)
    assert ended.returncode == 0, ended.stderr
    assert counted(home) == undisturbed
    verified = run("verifying", str(home))
    assert verified.stdout.strip() == "whole", verified.stdout
