"""Standing test: who leaves is gone from every byte of the home; what they said stays."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.journeys.children import run, stacks
from tests.journeys.leaving import EMAIL, NAME, PHONE
from tests.journeys.test_erase_everywhere import holding


@pytest.fixture(scope="module")
def come(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("come") / "home"
    came = run("leaving", str(folder), "come")
    assert came.returncode == 0, came.stderr
    return folder


@pytest.fixture
def home(come: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(come, tmp_path / "library"))


def names_of(home: Path) -> str:
    """The locked file of names, opened."""
    key = Fernet((home / "keys/people").read_bytes())
    return key.decrypt((home / "people.jsonl.enc").read_bytes()).decode()


def sessions_of(home: Path) -> int:
    with sqlite3.connect(home / "db.sqlite3") as rows:
        return int(rows.execute("SELECT count(*) FROM django_session").fetchone()[0])


def test_who_leaves_is_gone_from_every_byte(home: Path) -> None:
    for folder in (home / "vault", home / "derived"):
        for private in (EMAIL, PHONE, NAME):
            assert list(holding(folder, private)) == []
    for private in (EMAIL, PHONE, NAME):
        assert list(holding(home, private)) != []
        assert private in names_of(home)
    assert sessions_of(home) == 2

    went = run("leaving", str(home), "go")
    assert went.returncode == 0, went.stderr
    for private in (EMAIL, PHONE, NAME):
        assert list(holding(home, private)) == []
        assert private not in names_of(home)
    assert sessions_of(home) == 0

    status = stacks("status", "--home", str(home), "--json")
    assert json.loads(status.stdout)["published"] == 1
    with sqlite3.connect(home / "db.sqlite3") as rows:
        said = rows.execute(
            "SELECT DISTINCT a.name FROM context_statement s JOIN people_agent a"
            " ON a.id = s.author_id WHERE a.kind = 'person'"
        )
        assert said.fetchall() == [("A person who left",)]


def test_a_library_that_lost_its_database_knows_everybody_again(home: Path) -> None:
    tables = ("people_role", "people_contact", "account_emailaddress", "people_account")
    before = rows_of(home, tables)
    for file in home.glob("db.sqlite3*"):
        file.unlink()
    rebuilt = stacks("rebuild", "--home", str(home))
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert rows_of(home, tables) == before
    assert len(before["people_account"]) == 2


def rows_of(home: Path, tables: tuple[str, ...]) -> dict[str, list[str]]:
    """In milliseconds: the file of names is no finer."""
    with sqlite3.connect(home / "db.sqlite3") as rows:
        return {
            table: sorted(
                re.sub(r"(:\d\d\.\d{3})\d+", r"\1", str(row))
                for row in rows.execute(f"SELECT * FROM {table}")
            )
            for table in tables
        }
