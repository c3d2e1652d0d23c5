"""The first view follows its rules in order, and each chart says why it is shown."""

import pytest

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.first import MOST, Mapped, candidates, first_view, reason
from commonstacks.workshop.views.spec import Chart

ROWS = 42_049


def table(*columns, rows=ROWS):
    made = [
        ColumnProfile(
            name=name,
            position=place,
            kind=kind,
            why="",
            nulls=facts.get("nulls", 0),
            distinct=distinct,
            distinct_exact=True,
            **{name: value for name, value in facts.items() if name != "nulls"},
        )
        for place, (name, kind, distinct, facts) in enumerate(columns)
    ]
    return TableProfile(name="t", rows=rows, set_aside=0, columns=tuple(made))


def column(name, kind, distinct, **facts):
    return name, kind, distinct, facts


GRID = Chart("grid", ("longitude", "latitude"), focus=True)
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
    assert charts == (GRID, Chart("bars", ("state",)))
    assert [reason(chart, profile) for chart in charts] == [
        "Shown because each row has a longitude and a latitude.",
        "Shown because state has only 59 different values.",
    ]


def days(*columns, rows=120, distinct=None, kind="date"):
    return table(column("day", kind, distinct or rows), *columns, rows=rows)


def rain(name="rain", **facts):
    marks = ((0.0, 0.0), (0.05, 0.1), (0.5, 3.0), (0.75, 3.1), (1.0, 9.0))
    return column(name, "decimal", 60, minimum=0.0, maximum=9.0, quantiles=marks, **facts)


def test_a_row_for_each_day_is_a_line_of_the_first_number():
    profile = days(rain(), column("wind", "decimal", 60, minimum=2.0, maximum=7.0))
    charts = first_view(profile)
    assert charts == (
        Chart("time", ("day",), value="rain"),
        Chart("histogram", ("wind",)),
        Chart("histogram", ("rain",)),
    )
    assert reason(charts[0], profile) == (
        "Shown because each row has a date of its own; rain is the first of the numbers."
    )
    nearly = days(rain(), distinct=115)
    assert "nearly each row" in reason(first_view(nearly)[0], nearly)


@pytest.mark.parametrize(
    "profile",
    [days(rain(), rows=11), days(rain(), distinct=113), days(rain(), kind="datetime"), days()],
)
def test_few_days_shared_days_moments_and_no_numbers_are_counted(profile):
    assert first_view(profile)[0] == Chart("time", ("day",))


def people(least, few, middle, high):
    marks = (
        (0.0, least),
        (0.05, few),
        (0.25, middle / 2),
        (0.5, middle),
        (0.99, high),
        (1.0, high),
    )
    return column("people", "integer", 900, minimum=least, maximum=high, quantiles=marks)


@pytest.mark.parametrize(
    ("marks", "steps"),
    [
        ((0, 10, 1000, 40_000), "log"),
        ((0, 10, 1000, 15_000), ""),
        ((0, 0, 1000, 40_000), ""),
        ((-1, 10, 1000, 40_000), ""),
    ],
)
def test_a_number_of_a_few_giants_has_growing_steps(marks, steps):
    assert first_view(table(people(*marks), rows=1000)) == (
        Chart("histogram", ("people",), steps=steps),
    )


def test_of_two_numbers_that_nobody_could_tell_apart_one_is_drawn():
    total, city = rain("total"), rain("city")
    assert first_view(table(total, city, rows=300)) == (Chart("histogram", ("total",)),)


def test_a_few_decimals_that_stand_for_many_rows_are_groups():
    baths = column("baths", "decimal", 3, top=(("1.0", 40), ("1.5", 30), ("2.0", 30)))
    assert first_view(table(baths, rows=100)) == (Chart("bars", ("baths",)),)
    sparse = column("baths", "decimal", 3, top=(("1.0", 5), ("1.5", 4), ("2.0", 3)))
    assert first_view(table(sparse, rows=12)) == (Chart("histogram", ("baths",)),)


def test_a_date_comes_first():
    profile = table(*CODES, column("opened", "date", 900, nulls=49))
    charts = first_view(profile)
    assert [chart.kind for chart in charts] == ["time", "grid", "bars"]
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
        [column("mail", "e-mail", 40)],
        [],
    ],
)
def test_what_cannot_be_charted_is_not(columns):
    assert first_view(table(*columns)) == ()


def test_the_first_of_each_kind_stands_before_the_second_ones():
    profile = table(
        *CODES,
        column("height", "decimal", 800),
        column("width", "decimal", 700),
        column("kind", "category", 9),
        column("opened", "date", 900),
    )
    wanted = ["time", "grid", "bars", "histogram", "bars", "histogram"]
    assert [chart.kind for chart in candidates(profile)] == wanted
    assert first_view(profile) == candidates(profile)[:MOST]


def test_a_place_on_our_maps_is_drawn_as_areas_and_not_listed_twice():
    charts = first_view(table(*CODES), Mapped({"state": "us-state", "home": "us-state"}))
    assert charts == (Chart("areas", ("state",)), GRID)
    assert reason(charts[0], table(*CODES)) == "Shown because state names areas, 59 different ones."


def area_rows(*more):
    return table(
        column("name", "text", 49),
        column("AREA", "decimal", 49),
        column("PERIMETER", "decimal", 49),
        column("TRACTS_", "integer", 49, minimum=2, maximum=50),
        column("TRACTS_ID", "integer", 49, minimum=2, maximum=50),
        column("serial", "decimal", 49, minimum=1001.0, maximum=1049.0),
        column("HOVAL", "decimal", 48, minimum=17.9, maximum=96.4),
        column("CRIME", "decimal", 49, minimum=0.2, maximum=68.9),
        column("geometry", "geometry", 49),
        *more,
        rows=49,
    )


def test_rows_that_are_areas_show_their_first_meaningful_number():
    profile = area_rows(column("side", "category", 2))
    charts = first_view(profile, Mapped({"name": "its own outlines"}))
    assert charts == (
        Chart("areas", ("name",), value="HOVAL"),
        Chart("histogram", ("CRIME",)),
        Chart("histogram", ("HOVAL",)),
        Chart("bars", ("side",)),
    )
    assert reason(charts[0], profile) == (
        "Shown because each row is an area; HOVAL is one of its numbers."
    )


def test_areas_without_a_number_are_a_map_all_the_same():
    profile = table(column("name", "text", 77), column("geometry", "geometry", 77), rows=77)
    charts = first_view(profile, Mapped({"name": "its own outlines"}))
    assert charts == (Chart("areas", ("name",)),)
    assert reason(charts[0], profile) == "Shown because each row is an area."


@pytest.mark.parametrize(
    "odd",
    [
        column("OBJECTID", "integer", 100),
        column("record_no", "integer", 80),
        column("parcelId", "integer", 80),
        column("x_coord", "decimal", 90),
        column("n", "integer", 100, minimum=1, maximum=100),
        column("code", "integer", 100, minimum=500, maximum=900, quantiles=((0.5, 702),)),
        column("fee", "integer", 20, quantiles=((0.05, 0), (0.5, 0), (0.95, 0))),
        column("fee", "integer", 20, top=((0, 99), (5, 1))),
        column("flag", "integer", 1),
    ],
)
def test_numbers_that_say_nothing_are_not_charted(odd):
    assert first_view(table(odd, rows=100)) == ()


@pytest.mark.parametrize(
    "good",
    [
        column("people", "integer", 100, minimum=500, maximum=9000, quantiles=((0.5, 900),)),
        column("area", "decimal", 100),
        column("paid", "decimal", 90),
        column("NO", "decimal", 90),
    ],
)
def test_unique_numbers_that_measure_something_are(good):
    assert first_view(table(good, rows=100)) == (Chart("histogram", (good[0],)),)


def test_of_two_names_for_the_same_groups_one_is_enough():
    top = (("a", 30), ("b", 20), ("c", 10))
    coded = (("1", 30), ("2", 20), ("3", 10))
    profile = table(column("kind", "category", 3, top=top), column("code", "code", 3, top=coded))
    assert first_view(profile) == (Chart("bars", ("kind",)),)


def test_no_column_is_charted_twice():
    profile = table(column("grade", "integer", 6), column("age", "integer", 90))
    columns = [chart.columns for chart in candidates(profile)]
    assert columns == [("grade",), ("age",)]


@pytest.mark.parametrize("name", ["geonameid", "isonumeric", "Postal_Code", "wardNo", "stationNr"])
def test_whole_numbers_that_name_each_row_measure_nothing(name):
    uneven = ((0.25, 1000), (0.5, 2000), (0.75, 3000))
    facts = {"minimum": 1, "maximum": 10_000_000, "quantiles": uneven}
    rows = table(column("land", "place name", 252), column(name, "integer", 252, **facts), rows=252)
    assert first_view(rows, Mapped({"land": "Countries"})) == (Chart("areas", ("land",)),)
    shared = table(
        column("land", "place name", 252), column(name, "integer", 99, **facts), rows=252
    )
    assert first_view(shared, Mapped({"land": "Countries"}))[0].value == name


@pytest.mark.parametrize("name", ["areakm2", "area", "Land_Area", "area_sq_mi", "ALAND"])
def test_a_map_is_coloured_by_a_number_that_it_does_not_show_anyway(name):
    uneven = ((0.25, 1000), (0.5, 2000), (0.75, 3000))
    facts = {"minimum": 1, "maximum": 10_000_000, "quantiles": uneven}
    land = column("land", "place name", 252)
    rows = table(land, column(name, "integer", 250, **facts), rain("people"), rows=252)
    assert first_view(rows, Mapped({"land": "Countries"}))[0].value == "people"
    alone = table(land, column(name, "integer", 250, **facts), rows=252)
    assert first_view(alone, Mapped({"land": "Countries"}))[0].value == name


def test_where_people_are_in_a_table_a_reason_has_no_numbers():
    profile = table(column("day", "date", 900, nulls=49), column("state", "place name", 59))
    policy = Policy(5)
    charts = (Chart("time", ("day",)), Chart("bars", ("state",)), Chart("areas", ("state",)))
    assert [reason(chart, profile, policy=policy) for chart in charts] == [
        "Shown because rows have a date.",
        "Shown because state has few different values.",
        "Shown because state names areas.",
    ]
