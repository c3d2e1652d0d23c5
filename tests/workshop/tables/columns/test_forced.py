"""What a person says of a column goes before what its values seem to be."""

from __future__ import annotations

import datetime as dt

import pytest

from commonstacks.workshop.tables.columns import forced
from commonstacks.workshop.tables.instructions import READ_AS, understood
from tests.workshop.tables.made_columns import column, table

D = dt.date
T = dt.datetime

READINGS = [
    ("text", ["1", "2"], "text", ["1", "2"]),
    ("code", ["1", "2"], "code", ["1", "2"]),
    ("category", ["1", "2"], "category", ["1", "2"]),
    ("identifier", ["a b", "c"], "identifier", ["a b", "c"]),
    ("person name", ["Rex", "Bello"], "person name", ["Rex", "Bello"]),
    ("place name", ["1", "2"], "place name", ["1", "2"]),
    ("number", ["1.234", "5.678"], "decimal", [1.234, 5.678]),
    ("number", ["1,234", "5,678"], "integer", [1234, 5678]),
    ("number", ["007", "012"], "text", ["007", "012"]),
    ("number with a decimal comma", ["1,234", "5,678"], "decimal", [1.234, 5.678]),
    ("number with a decimal comma", ["1.234", "5.678"], "integer", [1234, 5678]),
    ("date, day first", ["01/02/2020", "03/04/2020"], "date", [D(2020, 2, 1), D(2020, 4, 3)]),
    ("date, month first", ["01/02/2020", "03/04/2020"], "date", [D(2020, 1, 2), D(2020, 3, 4)]),
    ("date, day first", ["1.2.20"], "date", [D(2020, 2, 1)]),
    ("date, year first", ["20200131"], "date", [D(2020, 1, 31)]),
    ("date, year first", ["2020/1/31"], "date", [D(2020, 1, 31)]),
    ("date, day first", ["01/02/2020 10:15"], "datetime", [T(2020, 2, 1, 10, 15)]),
]


@pytest.mark.parametrize(("said", "cells", "kind", "values"), READINGS, ids=str)
def test_a_column_is_read_as_a_person_says(
    said: str, cells: list[str], kind: str, values: list[object]
) -> None:
    found = column("x", cells, given={"as:x": said})
    assert (found.kind, found.values) == (kind, values)
    says = [(step.name, step.says) for step in found.typing.steps]
    obeyed = [("as a person says", f"x: read as {said}")]
    assert says == (obeyed if kind != "text" or said == "text" else [])


def test_every_way_to_read_a_column_is_known() -> None:
    assert {said for said, *_ in READINGS} == set(READ_AS)


def test_a_person_may_say_that_names_are_of_people() -> None:
    assert column("x", ["Rex"], given={"as:x": "person name"}).typing.sensitive


def test_what_does_not_fit_is_told_and_nothing_is_lost() -> None:
    cells = ["1", "2", "about 5", "3 or 4"]
    found = column("x", cells, given={"as:x": "number"})
    assert (found.kind, found.values) == ("text", cells)
    assert found.typing.warning == (
        "x: it was to be read as number, but 2 of 4 values do not fit"
        " (such as “3 or 4”, “about 5”), so the column stays text."
    )


def test_a_date_that_is_none_is_told() -> None:
    found = column("x", ["31/01/2020", "31/31/2020"], given={"as:x": "date, day first"})
    assert found.kind == "text"
    assert "1 of 2 values does not fit" in found.typing.warning


def test_an_identifier_that_comes_twice_is_told() -> None:
    found = column("x", ["a", "a"], given={"as:x": "identifier"})
    assert (found.kind, found.typing.warning[:28]) == ("identifier", "x: read as an identifier, bu")


def test_words_of_a_person_are_missing_under_their_name() -> None:
    given = {"missing:x": "n.b.|-1"}
    found = column("x", ["1", "n.b.", "-1", "n.b.", "", "-", "4"], given=given)
    assert (found.kind, found.values) == ("integer", [1, None, None, None, None, None, 4])
    assert found.missing == {"n.b.": 2, "-1": 1, "-": 1}
    (step,) = found.typing.steps
    assert (step.name, step.says, step.count, step.examples) == (
        "as a person says",
        "x: 3 cells are missing by their words",
        3,
        ("n.b.: 2", "-1: 1"),
    )


def test_words_of_a_person_hold_in_text_too() -> None:
    found = column("x", ["a word", "none of these"], given={"missing:x": "none of these"})
    assert found.values == ["a word", None]


def test_a_word_that_stands_nowhere_is_not_needed() -> None:
    found = column("x", ["1", "2"], given={"missing:x": "n.b."})
    assert [(s.name, s.says) for s in found.typing.steps] == [
        ("not needed", "x: no cell holds “n.b.”")
    ]


def test_both_together_read_what_would_not_fit() -> None:
    given = {"as:x": "number", "missing:x": "about 5"}
    found = column("x", ["1.234", "about 5"], given=given)
    assert (found.kind, found.values) == ("decimal", [1.234, None])
    assert [step.name for step in found.typing.steps] == ["as a person says"] * 2


def test_a_column_that_is_not_there_is_not_needed() -> None:
    given = understood({"as:gone": "code", "missing:x": "-1"})
    assert [step.says for step in forced.unneeded(given, ("x",))] == [
        "There is no column “gone”, of which a person spoke"
    ]


def test_a_latitude_with_words_of_a_person_stays_one() -> None:
    columns = {"lat": ["40.1", "0"], "lon": ["-79.9", "0"]}
    found = table(columns, given={"missing:lat": "0", "missing:lon": "0"})
    assert [(read.kind, read.values[1]) for read in found] == [
        ("latitude", None),
        ("longitude", None),
    ]


def test_a_latitude_that_a_person_reads_as_a_number_stays_one() -> None:
    columns = {"lat": ["40.1"], "lon": ["-79.9"]}
    free = [found.kind for found in table(columns)]
    said = [found.kind for found in table(columns, given={"as:lat": "number"})]
    assert (free, said) == (["latitude", "longitude"], ["decimal", "decimal"])
