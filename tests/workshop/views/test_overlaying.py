"""Another version beside a view: the same bins, both counts, and what cannot be told is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import replies
from commonstacks.workshop.views.answered import picture
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import AnyOf, Between, Inside
from commonstacks.workshop.views.overlaying import family, merged
from commonstacks.workshop.views.spec import Compare, ViewSpec

OLD = [("oak", date(2019, 5, 1), 4.0), ("oak", date(2019, 6, 1), 5.0), ("elm", date(2020, 1, 1), 1.0)]  # fmt: skip
NEW = [
    *OLD[:2],
    *[("ash", date(2020, 2, 1), 2.0)] * 3,
    (None, None, 9.0),
    ("oak", date(2020, 3, 1), None),
]
BARS, TIME = Chart("bars", ("kind",)), Chart("time", ("day",))


def table(folder, name, rows, columns=("kind", "day", "size")):
    path = folder / f"{name}.parquet"
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    kinds = dict(zip(columns, (pa.string(), pa.date32(), pa.float64()), strict=True))
    pq.write_table(pa.Table.from_pylist(listed, schema=pa.schema(kinds)), path)
    return (str(path),)


@pytest.fixture
def both(tmp_path):
    return table(tmp_path, "new", NEW), table(tmp_path, "old", OLD)


def laid(files, *charts, filters=(), policy=OPEN):
    new, old = files
    spec = ViewSpec("trees", 2, "0f" * 32, charts, filters, Compare(version=1, table="1f" * 32))
    bare = replace(spec, compare=None)
    told = replies.answer_reply(new, bare, OPEN)
    reply = replies.beside_reply(old, bare, policy, told=told, drawn=new)
    return merged(replies.read_answer(told, charts), replies.read_beside(reply)), spec


def test_both_counts_stand_in_the_same_bins_and_agree_with_sql(both):
    told, spec = laid(both, BARS, TIME)
    assert (told.matching, told.compared) == (7, 3)
    bars = told.charts[0]
    here = dict(zip((None, *bars.axis.values), zip(bars.seen.counts, bars.other.counts, strict=True), strict=True))  # fmt: skip
    asked = "SELECT kind, count(*) FROM '{}' GROUP BY 1"
    for side, files in enumerate(both):
        for kind, n in duckdb.sql(asked.format(files[0])).fetchall():
            assert here[kind][side] == n
    assert here == {None: (1, 0), "ash": (3, 0), "oak": (3, 2), "elm": (0, 1)}
    drawn = picture(told, spec)
    assert drawn.compared == "4 rows more than in version 1; most of them in week of 2020-01-27."
    assert [(b.label, b.count, b.other, b.difference) for b in drawn.charts[0].table] == [
        ("missing", "1", "0", "+1"),
        ("ash", "3", "0", "+3"),
        ("oak", "3", "2", "+1"),
        ("elm", "0", "1", "−1"),
    ]
    ghosts = {bar.label: bar.ghost for bar in drawn.charts[0].panels[0].bars}
    assert ghosts == {"ash": "0.00%", "oak": "46.67%", "elm": "23.33%", "missing": "0.00%"}


def test_the_missing_rows_of_a_drawing_over_time_are_told(both):
    drawn = picture(*laid(both, TIME))
    rest = drawn.charts[0].panels[0].bars
    assert [(bar.label, bar.text, bar.kind) for bar in rest] == [("missing", "1", "missing")]
    assert drawn.charts[0].panels[0].ghosts


def test_a_measure_is_told_of_both_sides(both):
    chart = Chart("ranked", ("kind",), measure=Measure("sum", "size"))
    drawn = picture(*laid(both, chart))
    assert [(b.label, b.amount, b.other_amount, b.difference) for b in drawn.charts[0].table] == [
        ("missing", "9", "no number", ""),
        ("oak", "9", "9", "0"),
        ("ash", "6", "no number", ""),
        ("elm", "no number", "1", ""),
    ]


def test_a_column_that_is_gone_or_read_otherwise_has_no_other_side(tmp_path):
    new = table(tmp_path, "new", NEW)
    other = tmp_path / "other.parquet"
    texts = [{"kind": "oak", "day": "yes"}]
    pq.write_table(pa.Table.from_pylist(texts), other)
    told, spec = laid((new, (str(other),)), BARS, TIME, Chart("histogram", ("size",)))
    assert [(part.lacks, part.other is None) for part in told.charts] == [
        ("", False),
        ("day", True),
        ("size", True),
    ]
    drawn = picture(told, spec)
    assert [chart.beside for chart in drawn.charts][1] == (
        "Version 1 is not laid beside this chart: it has no column “day”, or reads it as something"
        " else."
    )
    gone, spec = laid((new, (str(other),)), BARS, filters=(Between(("size",), 1.0, None),))
    assert (gone.compared, gone.lacks, gone.charts[0].other) == (None, ("size",), None)
    assert "cannot tell" in picture(gone, spec).compared


def test_a_place_that_the_other_version_cannot_tell_is_said(both):
    new, old = both
    spec = ViewSpec("trees", 2, "0f" * 32, (BARS,), (Inside("geonames:1"),))
    bare = replace(spec, filters=())
    told = replies.answer_reply(new, bare, OPEN)
    reply = replies.beside_reply(old, spec, OPEN, told=told, drawn=new)
    assert replies.read_beside(reply).lacks == ("",)


def test_values_that_small_multiples_do_not_list_are_counted_and_said(both):
    chart = Chart("multiples", ("size", "kind"), inner="histogram")
    told, spec = laid(both, chart)
    part = told.charts[0]
    assert (part.unlisted, sum(part.other.counts)) == (1, 2)
    assert picture(told, spec).charts[0].beside == (
        "Rows of version 1 whose values this chart does not list: 1."
    )


def test_the_largest_difference_leaves_out_charts_that_show_other_rows(both):
    own = AnyOf(("kind",), ("oak",))
    told, spec = laid(both, BARS, TIME, filters=(own,))
    assert (
        picture(told, spec).compared
        == "One row more than in version 1; all of them in week of 2020-02-24."
    )


def test_a_table_about_people_is_never_laid_beside_another(both):
    with pytest.raises(Refusal, match="laid beside"):
        laid(both, BARS, policy=Policy(5))


def test_the_reply_comes_back_as_it_was(both):
    told = replies.answer_reply(both[0], ViewSpec("t", 1, "0f" * 32, (BARS,)), OPEN)
    reply = replies.beside_reply(both[1], ViewSpec("t", 1, "0f" * 32, (BARS,)), OPEN, told=told, drawn=both[0])  # fmt: skip
    found = replies.read_beside(reply)
    assert (found.matching, found.charts[0].side.counts) == (3, (0, 0, 2, 1))
    assert json.loads(reply)["lacks"] == []


def test_what_columns_are_read_as():
    kinds = {"DATE": "days", "TIMESTAMP WITH TIME ZONE": "days", "VARCHAR": "text"}
    kinds |= {"BIGINT": "numbers", "DECIMAL(9,2)": "numbers"}
    assert {stored: family(stored) for stored in kinds} == kinds
