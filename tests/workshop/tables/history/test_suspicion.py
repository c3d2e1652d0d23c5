"""Versions that look broken, and versions that only look odd."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.history import suspicion
from tests.workshop.tables.twice import NAMES, compare, counts, read, table, trees

HEAD = "id,name,n"
OLD = table(trees())


def of(tmp_path: Path, new: str, old: str = OLD) -> str:
    earlier = read(tmp_path, "old", old)
    return suspicion.of_table(read(tmp_path, "new", new), [earlier])


def test_nothing_is_wrong(tmp_path: Path) -> None:
    assert of(tmp_path, table(trees(13))) == ""
    assert suspicion.of_table(read(tmp_path, "new", OLD), []) == ""


def test_no_rows(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, HEAD + "\n")
    assert counts(found) == ("suspicious", 0, 0, 12, 0)
    assert found.suspicion == "The table has a header but no rows."
    assert found.summary == ("The table has a header but no rows. 12 rows removed, 0 the same.")


def test_most_rows_are_gone(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, table(trees(5)))
    assert (found.kind, found.suspicion) == (
        "suspicious",
        "Most rows are gone: 5 are left of 12.",
    )
    assert compare(tmp_path, OLD, table(trees(6))).kind == "removed"


def test_most_columns_are_gone(tmp_path: Path) -> None:
    old = table([[*row, "5", "6"] for row in trees()], "id,name,n,x,y")
    assert of(tmp_path, table([row[:2] for row in trees()], "id,name"), old) == (
        "Most columns are gone: 2 are left of 5."
    )
    assert of(tmp_path, table(trees()), old) == ""


def test_no_column_is_called_as_before(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, "x,y\n1,2\n")
    assert counts(found) == ("suspicious", 0, 1, 12, 0)
    assert (found.columns_added, found.columns_removed) == (("x", "y"), ("id", "name", "n"))
    assert of(tmp_path, table([["q", "7", "u"]] * 12, "x,y,z")) == (
        "None of the columns has a name that was there before."
    )


def test_all_numbers_are_zero(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, table([[at, name, "0"] for at, name, _ in trees()]))
    assert (found.kind, found.suspicion) == (
        "suspicious",
        "All cells of n are 0, where they differed before.",
    )


def test_all_numbers_are_missing(tmp_path: Path) -> None:
    old = table([[*row, str(at)] for at, row in enumerate(trees(), 60)], "id,name,n,m")
    new = table([[at, name, n, ""] for at, name, n in trees()], "id,name,n,m")
    assert of(tmp_path, new, old) == "All cells of m are missing, where they differed before."


def test_all_numbers_are_alike(tmp_path: Path) -> None:
    new = table([[at, name, "50"] for at, name, _ in trees()])
    assert of(tmp_path, new) == "All cells of n are 50, where they differed before."


def test_years_may_become_one_year(tmp_path: Path) -> None:
    old = table([[*row, str(2010 + at)] for at, row in enumerate(trees())], "id,name,n,year")
    new = table([[*row, "2024"] for row in trees()], "id,name,n,year")
    assert of(tmp_path, new, old) == ""


def test_most_numbers_were_taken_away(tmp_path: Path) -> None:
    rows = [[str(at), str(at * 3), str(at * 5), str(at + 40)] for at in range(1, 31)]
    empty = [[row[0], *(row[1:] if at < 5 else ["0", "", "0"])] for at, row in enumerate(rows)]
    head = "station,votes,valid,against"
    found = compare(tmp_path, table(rows, head), table(empty, head))
    assert (found.kind, found.suspicion) == (
        "suspicious",
        "Most numbers of before are missing or 0 now, in votes, valid, against.",
    )


def test_numbers_that_come_in_are_no_cause_for_doubt(tmp_path: Path) -> None:
    rows = [[str(at), str(at * 3), str(at * 5)] for at in range(1, 31)]
    few = [[row[0], *(row[1:] if at < 5 else ["0", "0"])] for at, row in enumerate(rows)]
    assert compare(tmp_path, table(few, "s,v,w"), table(rows, "s,v,w")).kind != "suspicious"


def test_words_of_a_test(tmp_path: Path) -> None:
    new = table([[str(at), word, "1"] for at, word in enumerate(["test", "Test 2", "lorem ipsum"])])
    assert suspicion.of_table(read(tmp_path, "new", new), []) == (
        "The values are words of a test, such as “test”."
    )


def test_one_test_row_among_others_is_none(tmp_path: Path) -> None:
    assert of(tmp_path, OLD + "13,test,1\n") == ""


def test_columns_of_a_web_page_or_a_pointer(tmp_path: Path) -> None:
    profile = read(tmp_path, "new", table([["1", "2"]] * 3, "a,b"))
    said = "The columns look like a web page or a pointer to a file, not like a table."
    for name in ("<!DOCTYPE html PUBLIC", "version https://git-lfs.github.com/spec/v1"):
        first = replace(profile.columns[0], name=name)
        assert suspicion.of_table(replace(profile, columns=(first,)), []) == said


def test_what_could_not_be_read_is_suspicious() -> None:
    refusal = Refusal("The file is empty.", "Fetch it again.")
    said = "This version could not be read as a table: the file is empty."
    assert suspicion.of_refusal(refusal) == said
    found = suspicion.unreadable(refusal.reason)
    assert (found.kind, found.summary, found.suspicion) == ("suspicious", said, said)
    assert counts(found)[1:] == (0, 0, 0, 0)


def test_a_new_season_with_other_names_in_its_rows_is_no_cause_for_doubt(tmp_path: Path) -> None:
    new = table([[str(at), f"New {name}", str(at)] for at, name in enumerate(NAMES[:12], 50)])
    assert of(tmp_path, new) == ""
