"""Columns that only have another name now."""

from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.tables.history import renamed
from tests.workshop.tables.twice import NAMES, compare, counts, table, trees


def test_names_that_differ_by_case_and_signs() -> None:
    assert renamed.by_name(["StationName", "n"], ["Station Name", "n"]) == {
        "StationName": "Station Name"
    }
    assert renamed.by_name(["Größe_cm"], ["grosse cm"]) == {"Größe_cm": "grosse cm"}
    assert renamed.by_name(["zip"], ["zip code"]) == {}


def test_numbers_in_names_stay_apart() -> None:
    assert renamed.by_name(["PM 2.5"], ["PM 25"]) == {}
    assert renamed.by_name(["PM 2.5"], ["pm2_5"]) == {"PM 2.5": "pm2_5"}


def test_a_name_that_could_be_two_is_left_alone() -> None:
    assert renamed.by_name(["a b"], ["A-B", "ab"]) == {}
    assert renamed.by_name(["a b", "ab"], ["A-B"]) == {}
    assert renamed.by_name(["#", "%"], ["$"]) == {}


def test_a_name_that_is_still_there_is_not_renamed() -> None:
    assert renamed.by_name(["name"], ["name", "Name"]) == {}


def test_a_column_renamed_by_signs_alone_is_compared(tmp_path: Path) -> None:
    new = table(trees(), "ID,Name,n").replace("Elm,50", "Elm,55")
    found = compare(tmp_path, table(trees()), new)
    assert found.columns_renamed == (("id", "ID"), ("name", "Name"))
    assert (found.columns_added, found.columns_removed) == ((), ())
    assert counts(found) == ("reshaped", 11, 0, 0, 1)
    assert "2 columns renamed: id → ID, name → Name" in found.summary


def test_a_column_is_known_by_what_it_holds(tmp_path: Path) -> None:
    found = compare(tmp_path, table(trees()), table(trees(), "id,name,trunks"))
    assert found.columns_renamed == (("n", "trunks"),)
    assert counts(found) == ("reshaped", 12, 0, 0, 0)


def test_even_if_some_of_it_was_corrected(tmp_path: Path) -> None:
    new = table(trees(), "id,name,trunks").replace("Elm,50", "Elm,55")
    found = compare(tmp_path, table(trees()), new)
    assert (found.columns_renamed, found.changed) == ((("n", "trunks"),), 1)


def test_the_key_itself_is_known_by_what_it_holds(tmp_path: Path) -> None:
    found = compare(tmp_path, table(trees(20)), table(trees(20), "number,tree,n"))
    assert dict(found.columns_renamed) == {"id": "number", "name": "tree"}
    assert counts(found) == ("reshaped", 20, 0, 0, 0)


def test_a_column_with_other_values_is_another_column(tmp_path: Path) -> None:
    new = table([[at, name, str(int(n) % 7)] for at, name, n in trees()], "id,name,height")
    found = compare(tmp_path, table(trees()), new)
    assert found.columns_renamed == ()
    assert (found.columns_added, found.columns_removed) == (("height",), ("n",))


def test_columns_that_are_mostly_empty_are_not_taken_for_one_another(tmp_path: Path) -> None:
    rows = [[str(at), name] for at, name in enumerate(NAMES, 1)]
    old = table([[*row, "yes" if at < 2 else ""] for at, row in enumerate(rows)], "id,name,wild")
    new = table([[*row, "yes" if at > 17 else ""] for at, row in enumerate(rows)], "id,name,rare")
    assert compare(tmp_path, old, new).columns_renamed == ()


def test_two_columns_that_changed_places_keep_their_names(tmp_path: Path) -> None:
    old = table([[*row, str(at)] for at, row in enumerate(trees(), 70)], "id,name,n,m")
    new = table([[*row[:2], str(at), row[2]] for at, row in enumerate(trees(), 70)], "id,name,m,n")
    found = compare(tmp_path, old, new)
    assert (found.columns_renamed, counts(found)) == ((), ("identical", 12, 0, 0, 0))
