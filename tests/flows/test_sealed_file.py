"""The desk's file: changes are added, what is gone is gone, and a crash costs nothing."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from commonstacks.flows import names, sealed_file
from commonstacks.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def record(key: int, words: str) -> str:
    return json.dumps({"model": "a.b", "pk": key, "fields": {"words": words}})


def records(*words: str) -> dict[str, str]:
    return {f"a.b {key}": record(key, each) for key, each in enumerate(words)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.jsonl.enc"


def test_what_is_kept_is_read_again_and_is_readable_by_nobody_else(file: Path) -> None:
    sealed_file.keep(file, records("one", "two"))
    assert sealed_file.read(file) == records("one", "two")
    assert b"words" not in file.read_bytes()


def test_a_change_is_added_and_nothing_before_it_is_written_again(file: Path) -> None:
    sealed_file.keep(file, records("one", "two"))
    before, place = file.read_bytes(), file.stat().st_ino
    sealed_file.keep(file, records("one", "two, changed", "three"))
    after = file.read_bytes()
    assert (after[: len(before)], file.stat().st_ino) == (before, place)
    assert after.count(b"\n") == 4
    assert sealed_file.read(file) == records("one", "two, changed", "three")


def test_nothing_new_writes_nothing(file: Path) -> None:
    sealed_file.keep(file, records("one"))
    before = sealed_file.stamp(file)
    sealed_file.keep(file, records("one"))
    assert sealed_file.stamp(file) == before


def test_of_what_is_gone_not_even_the_sealed_line_stays(file: Path) -> None:
    sealed_file.keep(file, records("one", "two"))
    sealed_file.keep(file, records("one"))
    (line,) = file.read_bytes().splitlines()
    assert Fernet(names.key()).decrypt(line).decode() == record(0, "one")


def test_lines_out_of_date_do_not_pile_up(file: Path) -> None:
    for number in range(200):
        sealed_file.keep(file, records(f"version {number}"))
        assert file.read_bytes().count(b"\n") <= 2 + sealed_file.SLACK
    assert sealed_file.read(file) == records("version 199")


@pytest.mark.parametrize("kept", [0, 1, 40])
def test_a_torn_last_line_is_set_aside_and_told(
    file: Path, kept: int, caplog: pytest.LogCaptureFixture
) -> None:
    sealed_file.keep(file, records("one"))
    whole = len(file.read_bytes())
    sealed_file.keep(file, records("one", "two", "three"))
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(file.read_bytes()[: whole + len(lines[1]) + kept])
    with caplog.at_level(logging.WARNING):
        assert sealed_file.read(file) == records("one", "two")
    told = [each.message for each in caplog.records]
    torn = file.with_name("desk.jsonl.enc.torn")
    if kept == 0:
        assert (told, torn.exists()) == ([], False)
    else:
        assert told == [
            "The last line of desk.jsonl.enc was torn by a crash. It lies in desk.jsonl.enc.torn."
        ]
        assert torn.read_bytes() == lines[2][:kept] + b"\n"
    sealed_file.keep(file, records("one", "two", "three"))
    assert sealed_file.read(file) == records("one", "two", "three")


def test_only_the_line_end_is_missing(file: Path) -> None:
    sealed_file.keep(file, records("one", "two"))
    file.write_bytes(file.read_bytes()[:-1])
    sealed_file.keep(file, records("one", "two", "three"))
    assert sealed_file.read(file) == records("one", "two", "three")
    assert file.read_bytes().count(b"\n") == 3


def test_the_file_of_before_is_read_and_added_to(file: Path) -> None:
    """It was one token around all lines."""
    text = "\n".join(records("one", "two").values())
    file.write_bytes(Fernet(names.key()).encrypt(text.encode()))
    assert sealed_file.read(file) == records("one", "two")
    sealed_file.keep(file, records("one", "two", "three"))
    assert sealed_file.read(file) == records("one", "two", "three")


def test_a_wrong_key_is_said_and_nothing_is_thrown_away(file: Path) -> None:
    sealed_file.keep(file, records("one", "two"))
    before = file.read_bytes()
    (Path(settings.KEYS) / "people").write_bytes(Fernet.generate_key())
    sealed_file.seen.clear()
    with pytest.raises(Refusal, match="cannot be opened"):
        sealed_file.read(file)
    with pytest.raises(Refusal, match="cannot be opened"):
        sealed_file.keep(file, records("one", "two", "three"))
    assert file.read_bytes() == before


def test_what_somebody_else_added_is_seen(file: Path) -> None:
    sealed_file.keep(file, records("one"))
    mine = dict(sealed_file.seen)
    sealed_file.keep(file, records("one", "two"))
    sealed_file.seen.update(mine)  # as another process, which wrote before
    sealed_file.keep(file, records("one", "two"))
    assert file.read_bytes().count(b"\n") == 2
