"""What changed between two versions, counted, named and said in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.history.difference import Difference, Example
from tests.workshop.tables.twice import NAMES, compare, counts, table, trees

HEAD = "id,name,n\n"
ROWS = [f"{at},{name},{at * 10}\n" for at, name in enumerate(NAMES[:12], 1)]
OLD = HEAD + "".join(ROWS)


def test_published_again(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD)
    assert counts(found) == ("identical", 12, 0, 0, 0)
    assert (found.key, found.share_changed, found.reordered) == (("id",), 0.0, False)
    assert found.summary == "All 12 rows are the same, at most written in another way."


def test_the_same_rows_in_another_order(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, HEAD + "".join(reversed(ROWS)))
    assert counts(found) == ("identical", 12, 0, 0, 0)
    assert found.reordered
    assert found.summary == "All 12 rows are the same, in another order."


def test_the_same_values_written_in_another_way(tmp_path: Path) -> None:
    new = "id;name;n\n" + "".join(row.replace(",", ";").replace("0\n", "0,0\n") for row in ROWS)
    found = compare(tmp_path, OLD, new)
    assert counts(found) == ("identical", 12, 0, 0, 0)
    assert found.columns_retyped in ((), (("n", "integer", "decimal"),))


def test_the_same_columns_in_another_order(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, table([[n, name, at] for at, name, n in trees()], "n,name,id"))
    assert counts(found) == ("identical", 12, 0, 0, 0)
    assert found.columns_moved == ("id", "name") or found.columns_moved == ("name", "n")


def test_one_column_that_moved_is_named_alone(tmp_path: Path) -> None:
    old = table([[*row, "a", "b"] for row in trees()], "id,name,n,x,y")
    new = table([["b", *row, "a"] for row in trees()], "y,id,name,n,x")
    assert compare(tmp_path, old, new).columns_moved == ("y",)


def test_appended(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD + "13,Maple,130\n")
    assert counts(found) == ("appended", 12, 1, 0, 0)
    assert found.summary == "1 row added, 12 the same (told apart by id)."
    assert found.examples == (
        Example("added", ("13",), (("name", None, "Maple"), ("n", None, 130))),
    )


def test_corrected(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,55"))
    assert counts(found) == ("corrected", 11, 0, 0, 1)
    assert found.examples == (Example("changed", ("5",), (("n", 50, 55),)),)
    assert found.share_changed == round(1 / 12, 6)
    assert found.columns_changed == (("n", 1),)
    assert found.summary == "1 row changed (only n), 11 the same (told apart by id)."


def test_a_value_that_goes_missing_is_a_change(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,"))
    assert counts(found) == ("corrected", 11, 0, 0, 1)
    assert found.examples == (Example("changed", ("5",), (("n", 50, None),)),)


def test_cells_that_were_only_filled_in(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD.replace("Elm,50", "Elm,").replace("Fir,60", "Fir,"), OLD)
    assert counts(found) == ("corrected", 10, 0, 0, 2)
    assert "2 rows changed (only n), all only filled in where nothing was" in found.summary


def test_spaces_are_a_change_that_is_said_to_be_one_of_writing(tmp_path: Path) -> None:
    old = table([[at, f"{name} tree", n] for at, name, n in trees()])
    found = compare(tmp_path, old, old.replace("Elm tree", "Elm  tree"))
    assert (counts(found), found.rewritten) == (("corrected", 11, 0, 0, 1), 1)
    assert "all only in how it is written" in found.summary


def test_removed(tmp_path: Path) -> None:
    assert counts(compare(tmp_path, OLD, HEAD + "".join(ROWS[1:]))) == ("removed", 11, 0, 1, 0)


def test_renumbered(tmp_path: Path) -> None:
    anew = [f"{at},{name},{(13 - at) * 10}\n" for at, name in enumerate(reversed(NAMES[:12]), 1)]
    found = compare(tmp_path, OLD, HEAD + "".join(anew) + "13,Maple,130\n")
    assert counts(found) == ("renumbered", 12, 1, 0, 0)
    assert (found.key, found.left_out) == (("name",), ("id",))
    assert found.summary == ("id was numbered anew; 1 row added, 12 the same (told apart by name).")


def test_renumbered_without_another_key(tmp_path: Path) -> None:
    words = ["Elm", "Elm", "Elm", "Oak", "Oak", "Oak", "Fir", "Fir", "Fir", "Ash", "Ash", "Ash"]
    old = table([[str(at), word] for at, word in enumerate(words, 1)], "id,name")
    new = table([[str(at), word] for at, word in enumerate(reversed(words), 1)], "id,name")
    found = compare(tmp_path, old, new)
    assert (counts(found), found.key) == (("renumbered", 12, 0, 0, 0), None)


def test_numbers_alone_tell_of_new_numbering(tmp_path: Path) -> None:
    old = table([[str(at), str(at * at * 7)] for at in range(1, 21)], "id,height")
    new = table([[str(21 - at), str(at * at * 7)] for at in range(1, 21)], "id,height")
    assert counts(compare(tmp_path, old, new)) == ("renumbered", 20, 0, 0, 0)


def test_a_column_that_only_counts_the_rows_is_left_out(tmp_path: Path) -> None:
    old = table([[str(at), f"t{at:02d}{name}", n] for at, name, n in with_rows(20)], "X,tree,n")
    kept = [row for row in with_rows(20) if row[1] not in ("Ash", "Beech")]
    new = table(
        [[str(at), f"t{row[0]:02d}{row[1]}", row[2]] for at, row in enumerate(kept, 1)], "X,tree,n"
    )
    found = compare(tmp_path, old, new)
    assert counts(found) == ("removed", 18, 0, 2, 0)
    assert (found.key, found.left_out) == (("tree",), ("X",))
    assert found.summary.endswith("; X only counts the rows and was left out.")


def with_rows(rows: int) -> list[tuple[int, str, str]]:
    return [(at, name, str(at * 10)) for at, name in enumerate(NAMES[:rows], 1)]


def test_a_stamp_of_the_publication_is_left_out(tmp_path: Path) -> None:
    old, new = (
        table([[*row, stamp] for row in trees()], "id,name,n,made")
        for stamp in ("2021-12-29 15:00:25", "2021-12-29 15:35:59")
    )
    found = compare(tmp_path, old, new)
    assert (counts(found), found.left_out) == (("identical", 12, 0, 0, 0), ("made",))
    assert found.summary.endswith("; made holds one time in all rows and was left out.")


def test_recalculated(tmp_path: Path) -> None:
    anew = [f"{at},{name},{at * 11}\n" for at, name in enumerate(NAMES[:12], 1)]
    found = compare(tmp_path, OLD, HEAD + "".join(anew) + "13,Maple,143\n")
    assert counts(found) == ("recalculated", 0, 1, 0, 12)
    assert found.summary.startswith("Nearly every earlier row was changed, as if the past")


def test_a_series_calculated_anew_is_no_new_numbering(tmp_path: Path) -> None:
    old, new = (
        table(
            [[f"2020-01-{day:02d}", age, str((day * 7 + len(age)) % 31 + more)]
             for day in range(1, 15) for age in ("0-4", "5-14", "15+")],
            "day,age,cases",
        )
        for more in (0, 1)
    )  # fmt: skip
    found = compare(tmp_path, old, new)
    assert (counts(found), found.key) == (("recalculated", 0, 0, 0, 42), ("day", "age"))


def test_words_changed_in_every_row_are_corrections(tmp_path: Path) -> None:
    old, new = (
        table([[*row, f"http{s}://trees.example/{row[0]}"] for row in trees()], "id,name,n,page")
        for s in ("", "s")
    )
    assert counts(compare(tmp_path, old, new)) == ("corrected", 0, 0, 0, 12)


def test_reshaped(tmp_path: Path) -> None:
    wider = "id,name,n,2024\n" + "".join(row.strip() + ",1\n" for row in ROWS)
    found = compare(tmp_path, OLD, wider)
    assert counts(found) == ("reshaped", 12, 0, 0, 0)
    assert found.columns_added == ("2024",)
    back = compare(tmp_path, wider, OLD)
    assert (back.kind, back.columns_removed) == ("reshaped", ("2024",))


def test_the_last_period_filled_and_a_new_one_added_is_reshaped(tmp_path: Path) -> None:
    old = table(
        [[*row[:2], str(at), ""] for at, row in enumerate(trees(), 90)], "id,name,2023,2024"
    )
    new = table(
        [[*row[:2], str(at), str(at + 3), str(at + 7)] for at, row in enumerate(trees(), 90)],
        "id,name,2023,2024,2025",
    )
    found = compare(tmp_path, old, new)
    assert (counts(found), found.columns_added) == (("reshaped", 0, 0, 0, 12), ("2025",))
    assert found.columns_retyped == ()


def test_new_columns_and_many_new_values_are_mixed(tmp_path: Path) -> None:
    new = table([[at, name.upper(), n, "x"] for at, name, n in trees()], "id,name,n,more")
    assert compare(tmp_path, OLD, new).kind == "mixed"


def test_a_column_of_another_kind_is_compared_by_its_numbers(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,50.5"))
    assert found.columns_retyped == (("n", "integer", "decimal"),)
    assert counts(found) == ("corrected", 11, 0, 0, 1)


def test_one_odd_word_does_not_change_all_numbers(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,fifty"))
    assert [name for name, *_ in found.columns_retyped] == ["n"]
    assert counts(found) == ("corrected", 11, 0, 0, 1)
    assert found.examples == (Example("changed", ("5",), (("n", 50, "fifty"),)),)


def test_mixed(tmp_path: Path) -> None:
    new = HEAD + "".join(ROWS[1:]).replace("Elm,50", "Elm,55") + "13,Maple,130\n"
    assert counts(compare(tmp_path, OLD, new)) == ("mixed", 10, 1, 1, 1)


def test_rows_that_come_twice_are_counted_as_often(tmp_path: Path) -> None:
    old = "a,b\nx,1\nx,1\nx,1\ny,2\ny,2\n"
    new = "a,b\nx,1\ny,2\ny,2\ny,2\nz,3\nx,1\n"
    found = compare(tmp_path, old, new)
    assert counts(found) == ("mixed", 4, 2, 1, 0)
    assert found.key is None
    assert "compared as whole rows, so a changed row counts as one removed and one added" in (
        found.summary
    )


def test_a_key_with_one_double_still_tells_the_others_apart(tmp_path: Path) -> None:
    old = table([[f"k{at:02d}", "a", str(at)] for at in [*range(1, 41), 40]], "code,kind,n")
    new = old.replace("k07,a,7", "k07,b,7").replace("k40,a,40\nk40", "k40,a,40\nk40")
    found = compare(tmp_path, old, new)
    assert (counts(found), found.key, found.loose) == (("corrected", 40, 0, 0, 1), ("code",), 2)
    assert "; 2 rows have none of their own and were compared whole" in found.summary


def test_a_double_that_changed_counts_as_removed_and_added(tmp_path: Path) -> None:
    rows = [[f"k{at:02d}", "a", str(at)] for at in range(1, 41)]
    old, new = (table([*rows, ["k40", last, "40"]], "code,kind,n") for last in "bc")
    assert counts(compare(tmp_path, old, new)) == ("mixed", 40, 1, 1, 0)


def test_a_row_without_its_key_is_compared_whole(tmp_path: Path) -> None:
    rows = [[f"k{at:02d}", "a", str(at)] for at in range(1, 41)]
    old, new = (
        table([*rows, ["", "z", "99"], *more], "code,kind,n") for more in ([], [["k41", "a", "41"]])
    )
    assert counts(compare(tmp_path, old, new)) == ("appended", 41, 1, 0, 0)


def test_a_given_key_is_used_or_said_to_be_of_no_use(tmp_path: Path) -> None:
    assert compare(tmp_path, OLD, OLD, key=("name",)).key == ("name",)
    assert compare(tmp_path, OLD, OLD.replace("Fir", "Elm"), key=("name",)).key is None
    with pytest.raises(Refusal, match="Not a column of both versions: tree") as refused:
        compare(tmp_path, OLD, OLD, key=("tree",))
    assert refused.value.hint == "Columns of both are: id, name, n."


def test_the_key_that_loses_fewer_rows_is_taken(tmp_path: Path) -> None:
    old = table([[name, code, str(len(name))] for name, code in named()], "tree,code,letters")
    new = old.replace("Elm,", "Wych elm,").replace("Oak,", "Red oak,")
    found = compare(tmp_path, old, new)
    assert (found.key, found.changed, found.added) == (("code",), 2, 0)


def named() -> list[tuple[str, str]]:
    return [(name, f"T-{at:04d}") for at, name in enumerate(NAMES, 1)]


def test_people_are_not_shown_in_examples(tmp_path: Path) -> None:
    old = "id,email\n1,ann@example.org\n2,bob@example.org\n"
    found = compare(tmp_path, old, old.replace("ann", "eve"))
    assert found.examples == (
        Example("changed", ("1",), (("email", "xxx@xxxxxxx.xxx", "xxx@xxxxxxx.xxx"),)),
    )


def test_a_code_that_loses_its_zero_is_a_change(tmp_path: Path) -> None:
    old = "zip,n\n00501,1\n15213,2\n"
    found = compare(tmp_path, old, "zip,n\n501,1\n15213,2\n", key=("zip",))
    assert (found.kind, found.same, found.added, found.removed) == ("mixed", 1, 1, 1)


def test_what_was_stored_before_can_still_be_read() -> None:
    stored = {
        "kind": "corrected", "key": ["id"], "columns_added": [], "columns_removed": ["x"],
        "columns_retyped": [["n", "integer", "decimal"]], "same": 3, "added": 0, "removed": 0,
        "changed": 1, "share_changed": 0.25, "summary": "1 row changed.",
        "examples": [{"change": "changed", "key": ["5"], "cells": [["n", 50, 55]]}],
    }  # fmt: skip
    found = Difference.from_json(json.dumps(stored))
    assert found == Difference(
        kind="corrected",
        key=("id",),
        columns_added=(),
        columns_removed=("x",),
        columns_retyped=(("n", "integer", "decimal"),),
        same=3,
        added=0,
        removed=0,
        changed=1,
        share_changed=0.25,
        summary="1 row changed.",
        examples=(Example("changed", ("5",), (("n", 50, 55),)),),
    )
    assert (found.columns_renamed, found.suspicion, found.loose) == ((), "", 0)
