"""A margin note is drawn where it bites: over its period, on its areas, beside its column."""

import pytest

from commonstacks.workshop.views.axes import Areas, Categories, Steps
from commonstacks.workshop.views.notes import Note, band, beside, days_of, named
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.shapes import Shape, Shapes
from commonstacks.workshop.views.spec import Chart

MONTHS = Steps(("2019-01-01", "2019-02-01", "2019-03-01", "2019-04-01"), "month")
WARDS = Areas(("1", "2"), labels=("Old Town", "2"), keys=("w1", ""))
MAP = Outlines(
    Shapes(10.0, 10.0, (Shape("w1", "Old Town", "M0 0"), Shape("w9", "Docks", "M1 1")), False)
)
TIME, AREA = Chart("time", ("opened",)), Chart("areas", ("ward",), value="rent")


def note(column=None, **where):
    return Note(column, "Not recorded", "x", "", **where)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2017", "2017", ("2017-01-01", "2018-01-01")),
        ("2017-02", "2017-12", ("2017-02-01", "2018-01-01")),
        ("2020-02-29", "2020-02-29", ("2020-02-29", "2020-03-01")),
        ("2016", "2017-01", ("2016-01-01", "2017-02-01")),
        ("", "1999", (None, "2000-01-01")),
        ("2017", "", ("2017-01-01", None)),
        ("2017", "9999", ("2017-01-01", None)),
    ],
)
def test_a_period_ends_before_the_day_after_it(first, last, days):
    assert days_of(first, last) == days


def test_a_period_that_cannot_be_read_is_an_error():
    with pytest.raises(ValueError, match="summer"):
        days_of("summer", "")


@pytest.mark.parametrize(
    ("low", "high", "reach"),
    [
        ("2019-02-01", "2019-03-01", (1.0, 2.0)),
        ("2019-02-15", None, (1.5, 3.0)),
        (None, "2019-01-01", None),
        ("2018-01-01", "2020-01-01", (0.0, 3.0)),
        ("2019-04-01", None, None),
    ],
)
def test_a_band_lies_over_its_days(low, high, reach):
    assert band(note(low=low, high=high), MONTHS) == reach


def test_a_note_stands_beside_the_charts_it_is_about():
    assert beside(note("opened"), TIME, MONTHS)
    assert beside(note("rent"), AREA, WARDS)
    assert beside(note(low="2019-01-01"), TIME, MONTHS)
    assert beside(note(values=("docks",)), AREA, WARDS, MAP)
    assert not beside(note(low="2019-01-01"), AREA, WARDS, MAP)
    assert not beside(note("closed", low="2019-01-01"), TIME, MONTHS)
    assert not beside(note(values=("elsewhere",)), AREA, WARDS, MAP)
    assert not beside(note(), TIME, MONTHS)


@pytest.mark.parametrize("name", ["1", "OLD TOWN", "w1"])
def test_areas_are_named_by_value_by_label_or_by_key(name):
    assert named(note(values=(name,)), WARDS, MAP) == {"w1"}
    assert named(note(values=(name,)), Categories(("1",)), MAP) == frozenset()
