"""What a table itself shows becomes drafts: measured, and left for a person to say."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.drafts.draft import lacks
from commonstacks.workshop.drafts.measured import drafts
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.tables.shape import ColumnProfile, Kind, TableProfile

FORM = load(1)
COUNTED = Evidence("measured", "Counted in the table", note="Version 1, trees.csv")


def column(name: str, kind: Kind = "text", **more: object) -> ColumnProfile:
    plain = ColumnProfile(name, 0, kind, "", nulls=0, distinct=3, distinct_exact=True)
    return replace(plain, **more)  # type: ignore[arg-type]  # the tests name its fields


def said(*columns: ColumnProfile, rows: int = 60, aside: int = 0) -> dict[str, object]:
    table = TableProfile("trees.csv", rows, aside, columns)
    return {draft.question: draft.answer for draft in drafts(table, FORM, COUNTED)}


def test_rows_columns_and_empty_cells_are_counted() -> None:
    found = said(column("species"), column("height", nulls=30), column("age", nulls=12), aside=1)
    assert found == {
        "E1": "60 rows, 3 columns. More than a fifth is empty in: “height”. 1 line set aside."
    }


def test_a_column_that_names_every_row_says_what_a_row_is() -> None:
    tag = column("tag", "identifier", distinct=60)
    assert said(tag)["A3"] == "One “tag”; no two rows share one."
    assert "A3" not in said(replace(tag, distinct=59))
    assert "A3" not in said(replace(tag, distinct_exact=False))
    assert "A3" not in said(replace(tag, nulls=1))
    assert "A3" not in said(column("species", "category", distinct=60))


def test_times_are_measured() -> None:
    found = said(column("planted", "date", minimum="2004-01-01", maximum="2020-12-31"))
    assert found["A4"] == {"period": "2004-01-01 to 2020-12-31"}
    assert found["E1"] == "60 rows, 1 column. “planted” goes from 2004-01-01 to 2020-12-31."


def test_sensitive_columns_are_named_and_people_are_left_to_a_person() -> None:
    owner = column("owner", "person name", sensitive=True)
    found = said(owner, column("lat", "latitude", sensitive=True), column("species"))
    assert found["F6"] == [
        {"column": "owner", "why": "It looks like names of people."},
        {"column": "lat", "why": "It shows where something lies, to the point."},
    ]
    assert found["F1"] == {"why": "Columns that look like people: “owner”."}


def test_whether_it_is_about_people_is_never_decided_by_a_program() -> None:
    table = TableProfile("t", 60, 0, (column("owner", "person name", sensitive=True),))
    about = next(draft for draft in drafts(table, FORM, COUNTED) if draft.question == "F1")
    assert "is empty" in lacks(FORM, about)
    assert about.evidence == COUNTED
