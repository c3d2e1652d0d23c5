"""No small group shows: not in a view, not in a difference of views, not by anything one adds up.

The attacker knows the rules, the number of rows and every view that can be asked for. What is
proven to hold: each count and each difference of a view and a narrower one is zero or at least the
threshold, and a table in which no group is small would be served the very same.
"""

import itertools
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import answering, cubes
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.cells import OPEN, Policy, protected
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.protecting import protect
from commonstacks.workshop.views.spec import AnyOf, Between, ViewSpec, Within

K = 5
CHARTS = (
    Chart("bars", ("kind",)),
    Chart("histogram", ("age",)),
    Chart("time", ("day",), value="age"),
)
NUMBERS = itertools.count()
SLOWLY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CELLS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 6), st.integers(0, 2)),
    st.integers(0, 12) | st.integers(0, 400),
    max_size=70,
).map(lambda found: [(*codes, n) for codes, n in sorted(found.items())])
THRESHOLDS = st.integers(2, 12)


def cube_of(folder, rows, charts=CHARTS, threshold=K):
    parquet = folder / f"{next(NUMBERS)}.parquet"
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    return cubes.count(parquet, charts, policy=Policy(threshold))


@given(CELLS, THRESHOLDS)
def test_every_cell_has_no_rows_or_enough(cells, threshold):
    assert all(n == 0 or n >= threshold for n in protected(cells, threshold))


@given(CELLS, THRESHOLDS)
def test_no_row_is_lost_unless_there_are_too_few_to_tell_of(cells, threshold):
    rows = sum(cell[-1] for cell in cells)
    assert sum(protected(cells, threshold)) == (0 if rows < threshold else rows)


@given(CELLS, THRESHOLDS)
def test_what_is_served_may_be_the_truth(cells, threshold):
    """The proof: a table with the served counts has no small cell, and is served as it is."""
    served = protected(cells, threshold)
    world = [(*cell[:-1], n) for cell, n in zip(cells, served, strict=True)]
    assert protected(world, threshold) == served


@pytest.mark.parametrize("codes", [[(0,), (1,), (2,), (3,)], [(0, 0), (0, 1), (1, 0), (1, 1)]])
def test_an_attacker_who_tries_every_table_never_finds_a_small_cell(codes):
    """All tables of four cells with up to seven rows in each: whatever is served (up to seven), and
    although the rows are known, for each cell a table that fits has none or enough there."""
    served = {}
    for world in itertools.product(range(8), repeat=4):
        told = protected([(*code, n) for code, n in zip(codes, world, strict=True)], 3)
        served.setdefault((sum(world), tuple(told)), []).append(world)
    tried = {key: worlds for key, worlds in served.items() if key[0] >= 3 and max(key[1]) < 8}
    assert len(tried) > 500
    for worlds in tried.values():
        for cell in range(4):
            assert any(world[cell] == 0 or world[cell] >= 3 for world in worlds)


def test_cells_that_hold_enough_are_left_alone():
    assert protected(in_a_row([0, 5, 9, 0, 400]), 5) == [0, 5, 9, 0, 400]
    assert protected(in_a_row([1, 2, 1]), 5) == [0, 0, 0]
    assert protected(in_a_row([100, 3]), 5) == [103, 0]
    assert sorted(protected(in_a_row([1] * 12), 5)) == [0] * 10 + [5, 7]


def in_a_row(counts):
    return [(place, n) for place, n in enumerate(counts)]


def test_the_sums_of_single_values_stay_near_the_true_ones():
    """2,000 rows in 1,600 cells of one or two: every value keeps its rows to within two groups."""
    cells = [(a, b, c, 1 + (a * b + c) % 5 // 4) for a in range(8) for b in range(20) for c in range(10)]  # fmt: skip
    served = protected(cells, 5)
    for place in range(3):
        for code in {cell[place] for cell in cells}:
            rows = [n - cell[-1] for cell, n in zip(cells, served, strict=True) if cell[place] == code]  # fmt: skip
            assert abs(sum(rows)) <= 10


def people(draw):
    kinds = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "é", None]), min_size=1))
    return [
        {
            "kind": kinds[n * 7 % len(kinds)],
            "age": draw(st.none() | st.sampled_from([1, 2, 3, 30, 31, 90])),
            "day": draw(st.none() | st.dates(*DAY)),
        }
        for n in range(draw(st.integers(0, 90)))
    ] or [{"kind": "a", "age": 1, "day": DAY[0]}]


DAY = date(2020, 1, 1), date(2020, 2, 20)


def own_filters(draw, chart, axis):
    """A filter and a narrower one of the same chart, on its bins."""
    if isinstance(axis, Categories):
        values = st.sampled_from([None, *axis.values])
        wide = draw(st.sets(values, min_size=1))
        narrow = draw(st.sets(st.sampled_from(sorted(wide, key=str)), min_size=1))
        return AnyOf(chart.columns, tuple(wide)), AnyOf(chart.columns, tuple(narrow))
    ends = sorted(draw(st.lists(st.integers(0, len(axis.edges) - 1), min_size=4, max_size=4)))
    a, b, c, d = (axis.edges[end] for end in ends)
    wide = Between(chart.columns, a, d) if a < d else Between(chart.columns, a, None)
    return wide, Between(chart.columns, b, c) if b < c else wide


@SLOWLY
@given(st.data())
def test_no_view_and_no_difference_of_views_tells_of_a_small_group(tmp_path, data):
    cube = cube_of(tmp_path, people(data.draw))
    pairs = zip(cube.charts, cube.axes, strict=True)
    chosen = [own_filters(data.draw, *pair) for pair in pairs if data.draw(st.booleans())]
    wide, narrow = [w for w, _ in chosen], [n for _, n in chosen]
    fewer = narrow[:-1]
    told = [cube.counts(filters) for filters in ([], wide, narrow, fewer)]
    for slice_ in told:
        assert enough(slice_.matching)
        assert all(enough(n) for counts in slice_.counts for n in counts)
    whole, first, second, third = told
    assert enough(whole.matching - first.matching)
    assert enough(first.matching - second.matching)
    assert enough(third.matching - second.matching)
    for counts, narrower in zip(whole.counts, second.counts, strict=True):
        assert all(enough(a - b) for a, b in zip(counts, narrower, strict=True))


def enough(n):
    return n == 0 or n >= K


@SLOWLY
@given(st.data())
def test_every_view_of_a_protected_table_adds_up(tmp_path, data):
    """Margins of linked charts are sums of the same cells: no two of them contradict."""
    cube = cube_of(tmp_path, people(data.draw))
    seen = cube.counts()
    assert {sum(counts) for counts in seen.counts} == {seen.matching}
    assert seen.matching == cube.rows


@SLOWLY
@given(st.data())
def test_the_served_cube_is_that_of_a_table_without_small_groups(tmp_path, data):
    """The attacker's world: rows made of the served counts alone are served the same."""
    charts = (Chart("bars", ("kind",)), Chart("bars", ("other",)))
    rows = [
        {"kind": data.draw(st.sampled_from("abcdef")), "other": data.draw(st.sampled_from("xyz"))}
        for _ in range(data.draw(st.integers(K, 70)))
    ]
    cube = cube_of(tmp_path, rows, charts)
    world = []
    for number, cell in enumerate(cube.cells.to_pylist()):
        world += [
            {
                "kind": value_of(cube.axes[0], cell["c0"], number),
                "other": value_of(cube.axes[1], cell["c1"], number),
            }
        ] * cell["n"]
    again = cube_of(tmp_path, world, charts)
    assert again.rows == cube.rows
    named = [tuple(axis.values for axis in each.axes if not axis.others) for each in (cube, again)]
    if all(not axis.others for axis in cube.axes):
        assert named[0] == named[1]
        assert again.cells == cube.cells


def value_of(axis, code, number):
    return None if code == 0 else axis.values[code - 1] if code <= len(axis.values) else f"{number}"


def test_a_rare_value_is_not_named_and_its_rows_are_with_the_others(tmp_path):
    rows = [{"kind": "common"}] * 40 + [{"kind": f"rare {n}"} for n in range(7)]
    cube = cube_of(tmp_path, rows, (Chart("bars", ("kind",)),))
    assert cube.axes == (Categories(("common",), 10),)
    assert cube.counts().counts == ((0, 40, 7),)


def test_the_ends_of_an_axis_are_not_those_of_a_few(tmp_path):
    rows = [{"pay": 1000 + n} for n in range(100)] + [{"pay": 9_000_000}] * 4
    cube = cube_of(tmp_path, rows, (Chart("histogram", ("pay",)),))
    axis = cube.axes[0]
    assert isinstance(axis, Steps)
    assert axis.edges[-1] <= 1105
    assert cube.rows == 104


def test_a_map_is_cut_where_only_a_few_rows_lie(tmp_path):
    rows = [{"x": n % 10 / 10, "y": n % 7 / 10} for n in range(400)] + [{"x": 60.0, "y": 60.0}] * 4
    cube = cube_of(tmp_path, rows, (Chart("grid", ("x", "y")),))
    axis = cube.axes[0]
    assert isinstance(axis, Squares)
    assert axis.x[-1] <= 1
    assert axis.y[-1] <= 1
    assert all(enough(n) for n in cube.counts().counts[0])
    box = Within(("x", "y"), axis.x[0], axis.y[0], axis.x[-1], axis.y[-1])
    assert cube.counts([box]).matching == sum(cube.counts().counts[0][2:])


def test_means_and_extremes_of_people_are_not_drawn(tmp_path):
    rows = [{"kind": "a", "age": 20 + n % 9, "day": DAY[0]} for n in range(60)]
    cube = cube_of(tmp_path, rows)
    assert cube.charts[2] == Chart("time", ("day",))


def test_a_protected_table_lends_no_rows_and_no_charts_but_its_own():
    spec = ViewSpec("d", 1, "0" * 64, CHARTS)
    for ask in (answering.answer, answering.table_page, answering.count):
        with pytest.raises(Refusal, match="about people"):
            ask(None, [], spec, Policy(5))


def test_the_cube_answers_the_views_of_its_own_charts_alone(tmp_path):
    rows = [{"kind": "ab"[n % 2], "age": n % 60, "day": DAY[n % 2]} for n in range(240)]
    cube = cube_of(tmp_path, rows)
    spec = ViewSpec("d", 1, "0" * 64, cube.charts, (AnyOf(("kind",), ("a",)),))
    told = answering.from_cube(cube, spec)
    assert (told.rows, told.matching) == (240, 120)
    assert told.charts[0].seen.counts == (0, 120, 120)
    other = replace(spec, charts=(Chart("bars", ("name",)),), filters=())
    with pytest.raises(Refusal, match="not prepared"):
        answering.from_cube(cube, other)
    elsewhere = replace(spec, filters=(AnyOf(("name",), ("Ada",)),))
    with pytest.raises(Refusal):
        answering.from_cube(cube, elsewhere)


def test_a_policy_of_one_protects_nothing():
    assert not OPEN.on
    assert Policy(5).on
    assert protect((Categories(("a",)),), [(1, 1)], Policy(2))[1] == []
