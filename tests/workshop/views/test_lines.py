"""A line over time: the numbers of its periods, broken where there is none, pale where filtered."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.views.axes import Line
from commonstacks.workshop.views.cubes import build, open_cube
from commonstacks.workshop.views.drawing import Addresses, Note, picture
from commonstacks.workshop.views.lines import height, strokes
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec
from commonstacks.workshop.views.words import ENGLISH

CHARTS = (Chart("time", ("month",), value="jobs"), Chart("bars", ("half",)))
ADDRESSES = Addresses("/v/view/", "/cube.arrow", "/cube.json")
JOBS = [1234.5678, 20.0, None, 30.0, 45.5, 10.0, *[50.0] * 30]


def rows(*more):
    """Three years of months; ``more`` days of each have a little more."""
    for month, jobs in enumerate(JOBS):
        for day in (1, *more):
            yield {
                "month": date(2018 + month // 12, 1 + month % 12, day),
                "jobs": jobs if jobs is None or day == 1 else jobs + 1 / 3,
                "half": "first" if month < 4 else "second",
            }


def counted(folder, rows):
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / "t.parquet")
    return build(folder / "t.parquet", CHARTS, folder / "cubes")


@pytest.fixture(scope="module")
def cube(tmp_path_factory):
    undated = {"month": None, "jobs": 5.0, "half": None}
    return counted(tmp_path_factory.mktemp("jobs"), [*rows(), undated])


def drawn(cube, *filters, notes=()):
    spec = cube.snapped(ViewSpec("jobs", 1, "0f" * 32, CHARTS, filters))
    return picture(spec, cube, ADDRESSES, ("a", "b"), notes=notes).charts[0]


def test_a_number_that_stands_alone_is_itself_and_a_mean_is_rounded(cube, tmp_path):
    axis = cube.axes[0]
    assert (axis.unit, axis.several, axis.amounts) == ("month", False, tuple(JOBS))
    mean = counted(tmp_path, rows(2)).axes[0]
    assert (mean.several, mean.amounts[:4]) == (True, (1235.0, 20.17, None, 30.17))


def test_what_was_written_is_read_again(cube, tmp_path):
    made = counted(tmp_path, rows())
    assert open_cube(CHARTS, tmp_path / "cubes").axes == made.axes
    assert isinstance(made.axes[0], Line)


def test_it_has_its_own_range_and_both_ends_are_written(cube):
    line = drawn(cube).columns.line
    assert (line.least, line.most) == ("10", "1,234.5678")
    assert line.whole.count("M") == 2
    assert line.whole == line.kept
    assert line.dots.count("h0") == 35


def test_it_shows_values_in_words_and_in_the_table(cube):
    chart = drawn(cube)
    assert chart.title == "jobs: highest in January 2018"
    assert chart.how == "The line shows jobs; it need not begin at zero."
    assert chart.table.last == "jobs"


def test_a_mean_says_so(tmp_path):
    assert drawn(counted(tmp_path, rows(2))).how == (
        "The line shows the mean of jobs per month, over all rows; it need not begin at zero."
    )


def test_what_is_filtered_away_is_pale_and_the_highest_is_among_the_rest(cube):
    whole = drawn(cube)
    assert whole.summary == (
        "Highest in January 2018: 1,234.5678; lowest in June 2018: 10. Rows without a date: 1."
    )
    chart = drawn(cube, AnyOf(("half",), ("second",)))
    assert chart.columns.line.whole == whole.columns.line.whole
    assert chart.columns.line.kept.count("M") == 1
    assert chart.columns.line.kept_dots.count("h0") == 32
    assert chart.summary == "Highest in July 2018: 50; lowest in June 2018: 10."
    ranged = drawn(cube, Between(("month",), "2018-01-01", "2018-06-01"))
    assert ranged.columns.line.kept_dots.count("h0") == 4
    assert ranged.summary == whole.summary


def test_a_period_of_a_note_is_a_band_behind_it(cube):
    note = Note(None, "Strike", "No work.", "", low="2018-02-01", high="2018-03-01")
    assert len(drawn(cube, notes=(note,)).columns.bands) == 1


def test_a_month_on_its_own_is_a_dot_and_equal_months_a_level_line():
    axis = Line(("a", "b", "c", "d"), "month", "jobs", (5.0, None, 5.0))
    line = strokes(axis, (True, True, True), 300, 20, 200, ENGLISH)
    assert line.whole == "M50.00 97.00h0M250.00 97.00h0"
    assert height(5.0, 5.0, 5.0, 0.0, 10.0) == 5.0
    assert height(1.0, 1.0, 3.0, 0.0, 10.0) == 10.0
