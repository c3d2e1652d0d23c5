"""Changed rows in full, as files for spreadsheets and for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from commonstacks.workshop.tables.history import changed_rows, diff
from tests.workshop.tables.twice import read, table, trees

OLD = table(trees())
NEW = table([*trees()[1:], ["13", "Maple", "130"]]).replace("Elm,50", "Elm,55")


def write(tmp_path: Path, old: str, new: str, form: changed_rows.Form) -> Path:
    sides = [read(tmp_path, side, text) for side, text in (("old", old), ("new", new))]
    paths = [tmp_path / side / "table.parquet" for side in ("old", "new")]
    found = diff.compare(*paths, old_profile=sides[0], new_profile=sides[1])
    to = tmp_path / f"rows.{form}"
    written = changed_rows.write(
        *paths, old_profile=sides[0], new_profile=sides[1], difference=found, to=to, form=form
    )
    assert written == found.added + found.removed + found.changed
    return to


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_csv_has_a_line_for_each_cell(tmp_path: Path) -> None:
    assert lines(write(tmp_path, OLD, NEW, "csv")) == [
        ["change", "row before", "row after", "key: id", "column", "before", "after"],
        ["changed", "5", "4", "5", "n", "50", "55"],
        ["added", "", "12", "13", "name", "", "Maple"],
        ["added", "", "12", "13", "n", "", "130"],
        ["removed", "1", "", "1", "name", "Ash", ""],
        ["removed", "1", "", "1", "n", "10", ""],
    ]


def test_json_has_a_line_for_each_row(tmp_path: Path) -> None:
    assert objects(write(tmp_path, OLD, NEW, "json")) == [
        {
            "change": "changed", "row_before": 5, "row_after": 4, "key": {"id": "5"},
            "cells": [{"column": "n", "before": 50, "after": 55}],
        },
        {
            "change": "added", "row_before": None, "row_after": 12, "key": {"id": "13"},
            "cells": [
                {"column": "name", "before": None, "after": "Maple"},
                {"column": "n", "before": None, "after": 130},
            ],
        },
        {
            "change": "removed", "row_before": 1, "row_after": None, "key": {"id": "1"},
            "cells": [
                {"column": "name", "before": "Ash", "after": None},
                {"column": "n", "before": 10, "after": None},
            ],
        },
    ]  # fmt: skip


def test_nothing_changed(tmp_path: Path) -> None:
    assert len(lines(write(tmp_path, OLD, OLD, "csv"))) == 1
    assert objects(write(tmp_path, OLD, OLD, "json")) == []


def test_columns_of_one_version_are_part_of_its_rows(tmp_path: Path) -> None:
    new = table([[*row, "wild"] for row in trees(13)], "id,name,n,kind")
    (added,) = objects(write(tmp_path, OLD, new, "json"))
    assert added["cells"][-1] == {"column": "kind", "before": None, "after": "wild"}


def test_renamed_columns_have_their_new_name(tmp_path: Path) -> None:
    new = table(trees(), "id,name,trunks").replace("Elm,50", "Elm,55")
    (changed,) = objects(write(tmp_path, OLD, new, "json"))
    assert changed["cells"] == [{"column": "trunks", "before": 50, "after": 55}]


def test_cells_stored_in_another_way_are_shown_as_they_were(tmp_path: Path) -> None:
    (changed,) = objects(write(tmp_path, OLD, OLD.replace("Elm,50", "Elm,50.5"), "json"))
    assert changed["cells"] == [{"column": "n", "before": 50, "after": 50.5}]


def test_rows_without_a_key_have_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "a,b\nx,1\nx,1\nx,1\ny,2\n", "a,b\nx,1\nx,1\ny,2\nz,3\n", "csv")
    assert lines(path) == [
        ["change", "row before", "row after", "column", "before", "after"],
        ["added", "", "4", "a", "", "z"],
        ["added", "", "4", "b", "", "3"],
        ["removed", "3", "", "a", "x", ""],
        ["removed", "3", "", "b", "1", ""],
    ]


def test_formulas_are_harmless(tmp_path: Path) -> None:
    head = "id,=name,n"
    new = table(trees(), head).replace("Elm", "=1+1").replace("Fir,60", "Fir,-60")
    rows = lines(write(tmp_path, table(trees(), head), new, "csv"))
    assert rows[1:] == [
        ["changed", "5", "5", "5", "'=name", "Elm", "'=1+1"],
        ["changed", "6", "6", "6", "n", "60", "-60"],
    ]


def test_people_are_hidden(tmp_path: Path) -> None:
    old = "id,email,note\n1,ann@example.org,none\n2,bob@example.org,none\n"
    new = old.replace("ann@", "eve@").replace("none\n2", "ask eve@example.org\n2")
    for form in ("csv", "json"):
        said = write(tmp_path, old, new, form).read_text(encoding="utf-8")
        assert "xxx@xxxxxxx.xxx" in said
        assert "example.org" not in said


def test_more_rows_than_are_held_at_a_time(tmp_path: Path) -> None:
    old, new = (table([[f"k{at:05d}", "a", v] for at in range(2500)], "code,b,v") for v in "xy")
    rows = objects(write(tmp_path, old, new, "json"))
    assert (len(rows), rows[0]["key"], rows[-1]["key"]) == (
        2500,
        {"code": "k00000"},
        {"code": "k02499"},
    )


def test_nothing_half_is_left_behind(tmp_path: Path) -> None:
    write(tmp_path, OLD, NEW, "csv")
    assert not list(tmp_path.glob(".*unfinished"))
