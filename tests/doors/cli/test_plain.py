"""``stacks read`` and ``stacks diff``: what other programs rely on, with no library anywhere."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.children import STACKS

OLD = "house;opened;rent\n01;31.12.2019;1.200,50\n02;01.02.2020;N/A\n03;05.03.2020;900,00\n"
NEW = OLD.replace("900,00", "950,00") + "04;06.03.2020;700,00\n"


def stacks(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = subprocess.run(
        [STACKS, *arguments, "--json"],
        cwd=folder,
        env={**os.environ, "COMMONSTACKS_HOME": str(folder / "nowhere")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    facts: dict[str, Any] = json.loads(ran.stdout)
    return ran.returncode, facts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    (made / "old.csv").write_text(OLD)
    (made / "new.csv").write_text(NEW)
    (made / "moved.csv").write_text("<!DOCTYPE html><html><body>Moved</body></html>")
    return made


def test_what_a_file_holds(folder: Path) -> None:
    code, told = stacks(folder, "read", "old.csv", "--out", "tables")
    assert (code, sorted(told), told["kind"]) == (0, ["kind", "tables"], "csv")
    (table,) = told["tables"]
    assert sorted(table) == ["columns", "name", "rows", "set_aside", "steps", "warnings"]
    assert (table["name"], table["rows"], table["set_aside"]) == ("old.csv", 3, 0)
    house, opened, rent = table["columns"]
    assert house == {
        "name": "house",
        "kind": "code",
        "nulls": 0,
        "distinct": 3,
        "min": "01",
        "max": "03",
        "scheme": None,
        "examples": ["01", "02", "03"],
    }
    assert (opened["kind"], opened["min"]) == ("date", "2019-12-31")
    assert (rent["kind"], rent["nulls"], rent["max"]) == ("decimal", 1, 1200.5)
    assert {"name", "says", "count", "examples"} == set(table["steps"][0])
    assert sorted(path.name for path in (folder / "tables" / "01-old-csv").iterdir()) == [
        "profile.json",
        "set_aside.jsonl",
        "table.parquet",
    ]
    assert not (folder / "nowhere").exists()


def test_what_cannot_be_read_is_refused_with_a_hint(folder: Path) -> None:
    code, told = stacks(folder, "read", "moved.csv")
    assert (code, sorted(told)) == (2, ["hint", "refused"])
    assert "web page" in told["refused"]
    assert told["hint"]
    assert stacks(folder, "read", "no-such.csv")[0] == 2


def test_what_changed_between_two_files(folder: Path) -> None:
    code, told = stacks(folder, "diff", "old.csv", "new.csv", "--key", "house", "--rows", "all.csv")
    assert code == 0
    assert sorted(told) == [
        "examples",
        "key",
        "kind",
        "rows",
        "schema",
        "share_changed",
        "summary",
    ]
    assert (told["kind"], told["key"]) == ("mixed", ["house"])
    assert told["schema"] == {"added": [], "removed": [], "renamed": [], "retyped": []}
    assert told["rows"] == {"same": 2, "added": 1, "removed": 0, "changed": 1}
    assert told["share_changed"] == 0.5
    changed = next(each for each in told["examples"] if each["change"] == "changed")
    assert changed == {
        "change": "changed",
        "key": ["03"],
        "cells": [{"column": "rent", "before": 900.0, "after": 950.0}],
    }
    assert (folder / "all.csv").read_text().splitlines() == [
        "change,row before,row after,key: house,column,before,after",
        "changed,3,3,03,rent,900.0,950.0",
        "added,,4,04,opened,,2020-03-06",
        "added,,4,04,rent,,700.0",
    ]


def test_a_web_page_where_a_table_was_is_suspicious(folder: Path) -> None:
    code, told = stacks(folder, "diff", "old.csv", "moved.csv")
    assert (code, told["kind"]) == (0, "suspicious")


def test_an_unknown_key_is_refused(folder: Path) -> None:
    code, told = stacks(folder, "diff", "old.csv", "new.csv", "--key", "street")
    assert code == 2
    assert "street" in told["refused"]
