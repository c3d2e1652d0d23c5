"""What changed in a version of several tables."""

from __future__ import annotations

import pytest

from commonstacks.workshop.tables.history import together
from commonstacks.workshop.tables.history.difference import ChangeKind, Difference
from commonstacks.workshop.tables.history.together import Compared, Pair
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile


def table(name: str, *columns: str) -> TableProfile:
    made = tuple(
        ColumnProfile(column, at, "text", "", 0, 1, distinct_exact=True)
        for at, column in enumerate(columns)
    )
    return TableProfile(name, 1, 0, made, (), ())


def difference(kind: ChangeKind, summary: str = "") -> Difference:
    return Difference(kind, None, (), (), (), 0, 0, 0, 0, 0.0, summary)


def test_tables_are_matched_by_name_then_by_columns() -> None:
    before = [table("stops", "id", "name"), table("trips-2020", "id", "day"), table("fares", "x")]
    after = [table("trips-2021", "id", "day"), table("stops", "id", "name"), table("pets", "y")]
    assert together.pairs(before, after) == (
        Pair(1, 0),
        Pair(0, 1),
        Pair(None, 2),
        Pair(2, None),
    )


def test_the_only_table_is_compared_whatever_it_holds() -> None:
    assert together.pairs([table("a-2020", "x")], [table("b", "y", "z")]) == (Pair(0, 0),)


def test_half_of_the_columns_are_enough_and_less_are_not() -> None:
    first = table("first", "k")
    before = [first, table("old", "a", "b", "c", "d")]
    assert together.pairs(before, [first, table("new", "a", "b")]) == (Pair(0, 0), Pair(1, 1))
    assert together.pairs(before, [first, table("new", "a")]) == (
        Pair(0, 0),
        Pair(None, 1),
        Pair(1, None),
    )


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["identical", "identical"], "identical"),
        (["identical", "appended"], "appended"),
        (["corrected", "appended"], "mixed"),
        (["appended", "suspicious"], "suspicious"),
    ],
)
def test_one_word_for_all(kinds: list[ChangeKind], expected: ChangeKind) -> None:
    assert together.kind([Compared(kind, difference(kind)) for kind in kinds]) == expected


def test_a_table_that_came_reshapes_the_version() -> None:
    both = [Compared("stops", difference("identical")), Compared("fares", None)]
    assert together.kind(both) == "reshaped"
    assert together.summary(both) == "1 of 2 tables changed: “fares” is new."


def test_the_doubt_names_its_table_where_there_are_several() -> None:
    lost = Compared("fares", difference("suspicious", "Nearly all rows are gone."))
    assert together.doubt([lost]) == "Nearly all rows are gone."
    assert together.doubt([Compared("stops", None), lost]) == "“fares”: Nearly all rows are gone."
    assert together.doubt([Compared("stops", difference("appended"))]) == ""


def test_one_sentence_for_all() -> None:
    same = Compared("stops", difference("identical", "Nothing changed."))
    assert together.summary([same]) == "Nothing changed."
    assert together.summary([same, same]) == "All 2 tables are the same as before."
    changed = [Compared(name, difference("appended", "3 rows are new.")) for name in "abcd"]
    assert together.summary([same, *changed, Compared("old", None, gone=True)]) == (
        "5 of 6 tables changed: “a”: 3 rows are new; “b”: 3 rows are new; “c”: 3 rows are new;"
        " and 2 more."
    )
    assert together.summary([same, Compared("old", None, gone=True)]) == (
        "1 of 2 tables changed: “old” is gone."
    )
