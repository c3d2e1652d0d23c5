"""The first view follows its rules in order, and each chart says why it is shown."""

import pytest

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.first import first_view, reason
from commonstacks.workshop.views.spec import Chart

ROWS = 42_049


def table(*columns):
    made = [
        ColumnProfile(
            name=name,
            position=place,
            kind=kind,
            why="",
            nulls=facts.get("nulls", 0),
            distinct=distinct,
            distinct_exact=True,
            sensitive=facts.get("sensitive", False),
        )
        for place, (name, kind, distinct, facts) in enumerate(columns)
    ]
    return TableProfile(name="t", rows=ROWS, set_aside=0, columns=tuple(made))


def column(name, kind, distinct, **facts):
    return name, kind, distinct, facts


CODES = (
    column("zip_code", "code", ROWS),
    column("latitude", "latitude", 30_000),
    column("longitude", "longitude", 30_000),
    column("city", "place name", 18_000),
    column("state", "place name", 59),
    column("county", "place name", 1_900),
)


def test_postal_codes_are_shown_on_a_map_and_by_state():
    profile = table(*CODES)
    charts = first_view(profile)
    assert charts == (Chart("grid", ("longitude", "latitude")), Chart("bars", ("state",)))
    assert [reason(chart, profile) for chart in charts] == [
        "Shown because each row has a longitude and a latitude.",
        "Shown because state has only 59 different values.",
    ]


def test_a_date_comes_first():
    profile = table(*CODES, column("opened", "date", 900, nulls=49))
    charts = first_view(profile)
    assert [chart.kind for chart in charts] == ["time", "grid"]
    assert reason(charts[0], profile) == "Shown because 42,000 of 42,049 rows have a date."


def test_a_number_gets_a_histogram_and_two_numbers_get_two():
    profile = table(column("height", "decimal", 800), column("age", "integer", 90))
    assert first_view(profile) == (
        Chart("histogram", ("height",)),
        Chart("histogram", ("age",)),
    )
    assert reason(first_view(profile)[0], profile) == "Shown because height is a number."


def test_a_whole_number_with_a_handful_of_values_is_a_group():
    assert first_view(table(column("grade", "integer", 6)))[0] == Chart("bars", ("grade",))


@pytest.mark.parametrize(
    "columns",
    [
        [column("name", "text", ROWS)],
        [column("id", "identifier", ROWS)],
        [column("only", "category", 1)],
        [column("kind", "category", 251)],
        [column("kind", "category", 5, sensitive=True)],
        [column("kind", "category", 5, nulls=40_000)],
        [column("latitude", "latitude", 900)],
        [column("mail", "email", 40)],
        [],
    ],
)
def test_what_cannot_be_charted_is_not(columns):
    assert first_view(table(*columns)) == ()
