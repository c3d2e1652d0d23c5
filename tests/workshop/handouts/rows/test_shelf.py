"""What was made for one is kept for the next, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

from commonstacks.workshop.handouts.rows import shelf


def file(derived: Path, table: str, name: str, *, used: float, size: int = 100) -> Path:
    path = derived / table / "taken" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (used, used))
    return path


def names(derived: Path) -> list[str]:
    return sorted(path.name for path in derived.glob("*/taken/*"))


def test_what_was_not_wanted_for_longest_goes_first(tmp_path: Path) -> None:
    file(tmp_path, "a", "oldest", used=1)
    newest = file(tmp_path, "b", "newest", used=3)
    file(tmp_path, "a", "older", used=2)
    shelf.make_room(tmp_path, most=200, keep=newest, now=10)
    assert names(tmp_path) == ["newest", "older"]


def test_what_was_just_made_stays_whatever_its_size(tmp_path: Path) -> None:
    made = file(tmp_path, "a", "made", used=1, size=1000)
    file(tmp_path, "a", "other", used=2)
    shelf.make_room(tmp_path, most=10, keep=made, now=10)
    assert names(tmp_path) == ["made"]


def test_parts_that_nobody_finished_go_after_an_hour(tmp_path: Path) -> None:
    keep = file(tmp_path, "a", "made", used=1)
    file(tmp_path, "a", "old.part", used=1)
    file(tmp_path, "a", "new.part", used=3000)
    shelf.make_room(tmp_path, most=1000, keep=keep, now=4000)
    assert names(tmp_path) == ["made", "new.part"]


def test_use_is_noted_and_what_is_gone_is_no_error(tmp_path: Path) -> None:
    path = file(tmp_path, "a", "made", used=1)
    shelf.use(path, now=9)
    assert path.stat().st_mtime == 9
    path.unlink()
    shelf.use(path, now=10)


def test_forgetting_takes_one_table_or_all(tmp_path: Path) -> None:
    for table in "abc":
        file(tmp_path, table, table, used=1)
    shelf.forget(tmp_path, "a")
    assert names(tmp_path) == ["b", "c"]
    shelf.forget(tmp_path)
    assert names(tmp_path) == []
