"""Whatever a view asks, its answer is what plain SQL over all rows and a loop over them say."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import answering, locked
from commonstacks.workshop.views.axes import Categories, Squares
from commonstacks.workshop.views.cells import OPEN
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import Between, Inside, Matching, Present
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.spec import ViewSpec, compared_filters, facts_of, parse
from tests.workshop.views import tables

TABLES = ("odd", "postal", "placed")
MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    return {name: getattr(tables, name)(folder) for name in TABLES}


@cache
def opened(table):
    return locked.connect(table.files)


def view(charts, filters=(), **more):
    facts = {
        "schema": "commonstacks-view/1",
        "dataset": "things",
        "version": 1,
        "table": "0f" * 32,
        "charts": list(charts),
        "filters": list(filters),
        **more,
    }
    return parse(facts)


def ask(table, charts, filters=(), **more):
    connection = opened(table)
    spec = view(charts, filters, **more)
    return answering.answer(connection, table.files, spec, OPEN, within=dict(table.cuts))


# --- random views of three tables, against plain SQL and a loop -------------------------------


def a_filter(draw, table):
    """A filter on any column; of a charted one in the form that its chart takes."""
    kind = draw(st.sampled_from(["set", "text", "number", "day", "present", "place"]))
    if kind == "place" and table.place:
        return {"place": table.place}
    if kind == "number":
        return {"column": draw(st.sampled_from(table.numbers)), **ends(draw, st.integers(-30, 60))}
    if kind == "day" and table.days:
        days = st.sampled_from(["2018", "2018-07", "2019-01-01", "2019-02-14", "2020", "2020-03"])
        return {"column": draw(st.sampled_from(table.days)), **ends(draw, days)}
    name = draw(st.sampled_from(table.texts))
    if kind == "present":
        return {"column": name, "missing": draw(st.booleans())}
    if kind == "text":
        how = draw(st.sampled_from(["contains", "begins", "equals"]))
        text = draw(
            st.sampled_from(["a", "TREE", "o", "%", "_", "'", '"', "\\", "0", "noise", "n"])
        )
        return {"column": name, how: text}
    values = st.none() | st.sampled_from(["tree", "", "PA", "NY", "Lake", "'; --", "07", "nobody"])
    return {"column": name, "any_of": draw(st.lists(values, min_size=1, max_size=4))}


def ends(draw, values):
    low, high = sorted(draw(st.tuples(values, values)))
    if low == high or draw(st.integers(0, 3)) == 0:
        return {"from": low}
    return {"from": low, "to": high}


def a_chart(draw, table):
    kind = draw(st.sampled_from(["bars", "histogram", "ranked", "time", "points", "multiples"]))
    facts = {"kind": kind, "columns": [draw(st.sampled_from(table.texts))]}
    if kind == "histogram":
        facts = {"kind": kind, "columns": [draw(st.sampled_from(table.numbers))]}
    if kind == "points":
        x, y = table.numbers[:2] if len(table.numbers) > 1 else ("", "")
        return {"kind": kind, "columns": [x, y]} if x else facts | {"kind": "bars"}
    if kind == "time":
        if not table.days:
            return facts | {"kind": "bars"}
        facts = {"kind": kind, "columns": [draw(st.sampled_from(table.days))]}
    if kind == "multiples":
        facts = {"kind": kind, "columns": list(table.texts[:2]), "inner": "bars"}
    if kind == "ranked":
        facts |= {"limit": draw(st.integers(1, 30)), "sort": draw(st.sampled_from(["most", "least", "name"]))}  # fmt: skip
    return facts | a_measure(draw, table)


def a_measure(draw, table):
    take = draw(st.sampled_from(["", "share", "mean", "sum", "median", "min", "max", "distinct", "count"]))  # fmt: skip
    if take in ("", "share"):
        return {"measure": {"take": take}} if take else {}
    return {"measure": {"take": take, "of": draw(st.sampled_from(table.numbers))}}


@st.composite
def specs(draw, table):
    charts = draw(st.lists(st.builds(lambda: a_chart(draw, table)), min_size=1, max_size=3))
    filters = [a_filter(draw, table) for _ in range(draw(st.integers(0, 3)))]
    try:
        return view(charts, filters, **a_comparison(draw, table, filters))
    except Refusal:
        return view(charts[:1])


def a_comparison(draw, table, filters):
    """With nothing, all rows, another place or another time."""
    against = draw(st.sampled_from(["nothing", "whole", "place", "period"]))
    days = [item for item in filters if item.get("column") in table.days and "from" in item]
    if against == "period" and days:
        return {"compare": {"column": days[0]["column"], "from": "2019-02-14", "to": "2020-05"}}
    if against == "place" and any("place" in item for item in filters):
        return {"compare": {"place": "geonames:2"}}
    return {} if against == "nothing" or not filters else {"compare": "whole"}


@pytest.mark.parametrize("name", TABLES)
@MANY
@given(data=st.data())
def test_every_answer_is_what_plain_sql_and_a_loop_say(asked, name, data):
    table = asked[name]
    spec = data.draw(specs(table))
    assert parse(facts_of(spec)) == spec
    told = answering.answer(opened(table), table.files, spec, OPEN, within=dict(table.cuts))
    kinds = {chart.columns: chart.kind for chart in spec.charts}
    where = tables.plain_where(spec.filters, kinds, table.cuts)
    total, matching = duckdb.execute(
        f"SELECT count(*), count(*) FILTER (WHERE {where}) FROM {table.sql}"
    ).fetchone()
    assert (told.rows, told.matching) == (total, matching)
    for part in told.charts:
        agrees(table, part, part.seen, plain_but_own(table, part, spec.filters, kinds))
        if spec.compare:
            beside = plain_but_own(table, part, compared_filters(spec), kinds)
            agrees(table, part, part.other, beside, unlisted=part.unlisted)
    if spec.compare:
        there = tables.plain_where(compared_filters(spec), kinds, table.cuts)
        asked_there = f"SELECT count(*) FROM {table.sql} WHERE {there}"
        assert duckdb.execute(asked_there).fetchone() == (told.compared,)
    page = answering.table_page(
        opened(table), table.files, spec, OPEN, limit=7, within=dict(table.cuts)
    )
    assert page.matching == matching
    assert len(page.rows) == min(7, matching)


def plain_but_own(table, part, filters, kinds):
    others = [item for item in filters if item.columns != part.chart.columns]
    return tables.plain_where(others, kinds, table.cuts)


def agrees(table, part, side, where, *, unlisted=0):
    """One side of a chart under all filters but its own; the other side may have ``unlisted`` rows
    that are in none of its bins."""
    chart = part.chart
    of = chart.measure.of if chart.measure else ""
    names = ['"' + name.replace('"', '""') + '"' for name in (*chart.columns, *filter(None, [of]))]
    rows = duckdb.execute(f"SELECT {', '.join(names)} FROM {table.sql} WHERE {where}").fetchall()
    groups = defaultdict(list)
    for row in rows:
        groups[code_of(part.axis, row)].append(row[-1] if of else None)
    counts = [len(groups.get(code, ())) for code in range(part.axis.size)]
    assert list(side.counts) == counts
    assert sum(counts) + unlisted == len(rows)
    if chart.measure:
        for code, amount in enumerate(side.amounts):
            expected = amount_of(chart.measure, groups.get(code, []), len(rows))
            assert near(amount, expected), (code, chart.measure)
    if chart.kind == "ranked" and side is part.seen:
        ranks(part, rows)


def near(amount, expected):
    if amount is None or expected is None:
        return amount is expected
    return amount == pytest.approx(expected, rel=1e-9, abs=1e-9)


def code_of(axis, row):
    if isinstance(axis, Panels):
        return listed(axis.values, row[1]) * axis.inner.size + code_of(axis.inner, row[:1])
    if isinstance(axis, Categories):
        return listed(axis.values, row[0])
    if isinstance(axis, Squares):
        return square(axis, row)
    value = row[0].isoformat() if isinstance(row[0], date) else row[0]
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return 0
    return 1 + bisect_right(axis.edges, value)


def listed(values, value):
    if value is None:
        return 0
    return values.index(value) + 1 if value in values else len(values) + 1


def square(axis, row):
    x, y = row[:2]
    if any(end is None or not math.isfinite(end) for end in (x, y)):
        return 0
    column, line = bisect_right(axis.x, x) - 1, bisect_right(axis.y, y) - 1
    if not (0 <= column < axis.across and 0 <= line < axis.up):
        return 1
    return 2 + line * axis.across + column


def amount_of(measure, values, total):
    held = [v for v in values if v is not None]
    if measure.take == "share":
        return len(values) / total if total else None
    if measure.take == "count":
        return len(held) if values else None
    if measure.take == "distinct":
        return len({str(v) for v in held}) if values else None
    numbers = [float(v) for v in held if math.isfinite(v)]
    if not numbers:
        return None
    take = {"sum": math.fsum, "mean": statistics.fmean, "median": statistics.median}
    return {**take, "min": min, "max": max}[measure.take](numbers)


def ranks(part, rows):
    """The listed values come in the order of the chart, and none that should come before is not
    listed."""
    order, values = part.chart.sort or "most", part.axis.values
    assert part.axis.others == len({row[0] for row in rows} - {None}) - len(values)
    if order == "name":
        assert list(values) == sorted(values, key=str.encode)
    elif not part.chart.measure or part.chart.measure.take == "share":
        had = Counter(row[0] for row in rows if row[0] is not None)
        sign = -1 if order == "most" else 1
        ranked = sorted(had, key=lambda value: (sign * had[value], value.encode()))
        assert list(values) == ranked[: len(values)]


# --- what is asked by hand --------------------------------------------------------------------


def test_rows_of_a_place_are_those_whose_area_lies_in_it(asked):
    told = ask(asked["placed"], [{"kind": "bars", "columns": ["state"]}], [{"place": "geonames:1"}])
    (n,) = duckdb.execute(
        f"SELECT count(*) FROM {asked['placed'].sql} WHERE state IN ('PA', 'NY')"
    ).fetchone()
    assert (told.rows, told.matching) == (1200, n)
    assert set(told.charts[0].axis.values) == {"PA", "NY", "OH"}
    assert told.charts[0].seen.counts[0] == 0


def test_a_place_that_no_column_tells_is_refused(asked):
    chart = {"kind": "bars", "columns": ["topic"]}
    with pytest.raises(Refusal, match="do not say whether they lie"):
        ask(asked["placed"], [chart], [{"place": "geonames:99"}])


def test_a_view_is_held_against_the_whole_another_place_and_another_period(asked):
    table, chart = asked["placed"], [{"kind": "bars", "columns": ["topic"]}]
    here = {"place": "geonames:1"}
    whole = ask(table, chart, [here], compare="whole")
    assert whole.compared == whole.rows == sum(whole.charts[0].other.counts)
    other = ask(table, chart, [here], compare={"place": "geonames:2"})
    alone = ask(table, chart, [{"place": "geonames:2"}])
    assert (other.compared, other.charts[0].other) == (alone.matching, alone.charts[0].seen)
    year = {"column": "opened", "from": "2019", "to": "2020"}
    before = {"column": "opened", "from": "2018", "to": "2019"}
    period = ask(table, chart, [here, year], compare=before)
    alone = ask(table, chart, [here, before])
    assert (period.compared, period.charts[0].other) == (alone.matching, alone.charts[0].seen)


def test_days_have_a_first_and_a_last_one_and_no_mean(asked):
    chart = {"kind": "bars", "columns": ["topic"]}
    told = ask(asked["placed"], [{**chart, "measure": {"take": "max", "of": "closed"}}])
    by_hand = duckdb.execute(
        f"SELECT max(closed) FROM {asked['placed'].sql} WHERE topic = 'dogs'"
    ).fetchone()
    place = told.charts[0].axis.values.index("dogs") + 1
    assert told.charts[0].seen.amounts[place] == by_hand[0].isoformat()
    with pytest.raises(Refusal, match="no mean"):
        ask(asked["placed"], [{**chart, "measure": {"take": "mean", "of": "closed"}}])


def test_what_is_estimated_says_so(asked):
    table = asked["odd"]
    charts = (
        Chart("bars", ("code",), measure=Measure("distinct", "v0")),
        Chart("histogram", ("v0",), measure=Measure("median", "value")),
        Chart("time", ("m",), measure=Measure("mean", "value")),
    )
    spec = ViewSpec("things", 1, "0f" * 32, charts)
    exactly = answering.answer(opened(table), table.files, spec, OPEN)
    roughly = answering.answer(opened(table), table.files, spec, OPEN, exact_rows=100)
    assert [part.approximate for part in exactly.charts] == [False, False, False]
    assert [part.approximate for part in roughly.charts] == [True, True, False]
    assert [part.seen.counts for part in exactly.charts] == [
        part.seen.counts for part in roughly.charts
    ]


def test_a_column_that_the_table_does_not_have_is_refused(asked):
    for chart, filters in (
        ({"kind": "bars", "columns": ["nothing"]}, []),
        ({"kind": "bars", "columns": ["CODE"]}, []),
        ({"kind": "bars", "columns": ["code"], "measure": {"take": "sum", "of": "no"}}, []),
        ({"kind": "bars", "columns": ["code"]}, [{"column": "file_row_number", "from": 1}]),
    ):
        with pytest.raises(Refusal, match="has no column"):
            ask(asked["odd"], [chart], filters)


def test_a_page_of_rows_is_sorted_and_what_is_equal_keeps_its_order(asked):
    table = asked["odd"]
    spec = view(
        [{"kind": "bars", "columns": ["code"]}],
        [{"column": "v0", "from": 10, "to": 80}],
        sort={"column": "m", "falling": True},
    )
    whole = duckdb.execute(f"SELECT v0, m FROM {table.sql}").fetchall()
    kept = [(n, row) for n, row in enumerate(whole) if 10 <= row[0] < 80]
    kept.sort(key=lambda pair: (pair[1][1] is None, -(pair[1][1] or date.min).toordinal(), pair[0]))
    page = answering.table_page(opened(table), table.files, spec, OPEN, first=5, limit=600)
    at = [page.columns.index(name) for name in ("v0", "m")]
    told = [tuple(row[place] for place in at) for row in page.rows]
    text = [(str(a), b.isoformat() if b else None) for _, (a, b) in kept]
    assert (page.first, page.matching, page.total) == (5, len(kept), 900)
    assert told == text[4:604]
    last = answering.table_page(opened(table), table.files, spec, OPEN, first=10**6, limit=5)
    assert last.rows == ()
    assert answering.count(opened(table), table.files, spec, OPEN) == len(kept)


@pytest.mark.parametrize(("first", "limit"), [(0, 5), (1, 0), (1, 1001), (10**12, 5)])
def test_a_page_that_no_one_turns_to_is_refused(asked, first, limit):
    spec = view([{"kind": "bars", "columns": ["code"]}])
    table = asked["odd"]
    with pytest.raises(Refusal):
        answering.table_page(opened(table), table.files, spec, OPEN, first=first, limit=limit)


def test_the_other_side_takes_the_place_of_one_filter():
    spec = ViewSpec("d", 1, "0" * 64, (Chart("bars", ("a",)),), (Inside("geonames:1"),))
    here = parse(facts_of(replace(spec, filters=(Inside("geonames:1"), Present(("b",))))) | {"compare": {"place": "geonames:2"}})  # fmt: skip
    assert set(compared_filters(here)) == {Inside("geonames:2"), Present(("b",))}
    with pytest.raises(Refusal):
        compared_filters(spec)


def test_months_and_years_are_their_first_days():
    filters = [{"column": "m", "from": "2019-07", "to": "2020"}, {"column": "c", "begins": "Ab"}]
    spec = view([{"kind": "time", "columns": ["m"]}], filters)
    assert spec.filters == (
        Between(("m",), "2019-07-01", "2020-01-01"),
        Matching(("c",), "begins", "Ab"),
    )
