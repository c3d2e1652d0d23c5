"""A view spec is read strictly: it comes back equal, or it is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.spec import (
    AnyOf,
    Between,
    Chart,
    Within,
    chart_facts,
    chart_from,
    facts_of,
    parse,
)
from commonstacks.workshop.views.tokens import from_token

GOOD = {
    "schema": "commonstacks-view/1",
    "dataset": "us-postal-codes",
    "version": 1,
    "table": "0f" * 32,
    "charts": [
        {"kind": "grid", "columns": ["longitude", "latitude"]},
        {"kind": "bars", "columns": ["state"]},
        {"kind": "histogram", "columns": ["people"]},
        {"kind": "time", "columns": ["opened"]},
    ],
    "filters": [],
}


def with_filters(*filters):
    return {**GOOD, "filters": list(filters)}


def test_a_spec_comes_back_equal():
    spec = parse(
        with_filters(
            {"column": "opened", "from": "2019-01-01", "to": "2020-01-01"},
            {"column": "state", "any_of": ["NY", None, "NJ", "NY"]},
            {"column": "people", "to": 10},
            {"columns": ["longitude", "latitude"], "within": [-75, 40, -73.5, 42]},
        )
    )
    assert spec.charts[1] == Chart("bars", ("state",))
    assert spec.filters == (
        Within(("longitude", "latitude"), -75.0, 40.0, -73.5, 42.0),
        AnyOf(("state",), (None, "NJ", "NY")),
        Between(("people",), None, 10.0),
        Between(("opened",), "2019-01-01", "2020-01-01"),
    )
    assert parse(facts_of(spec)) == spec
    assert parse(json.dumps(facts_of(spec))) == spec


def test_missing_can_be_asked_for_in_every_chart():
    place = {"columns": ["longitude", "latitude"], "any_of": [None]}
    spec = parse(with_filters(place, {"column": "people", "any_of": [None]}))
    assert [item.values for item in spec.filters] == [(None,), (None,)]


def test_areas_and_a_focus_are_written_only_where_they_are():
    areas = {"kind": "areas", "columns": ["ward"], "value": "rent"}
    grid = {"kind": "grid", "columns": ["x", "y"], "focus": True}
    spec = parse(
        {**GOOD, "charts": [areas, grid], "filters": [{"column": "ward", "any_of": ["1"]}]}
    )
    assert spec.charts == (
        Chart("areas", ("ward",), value="rent"),
        Chart("grid", ("x", "y"), focus=True),
    )
    assert facts_of(spec)["charts"] == [areas, grid]
    assert facts_of(parse(GOOD))["charts"] == GOOD["charts"]


BOX = {"columns": ["longitude", "latitude"]}
HOSTILE = [
    "",
    "null",
    "[]",
    "7",
    '"view"',
    "{",
    "[" * 4000,
    '{"a":' * 800 + "1" + "}" * 800,
    "x" * 5000,
    '{"schema":"commonstacks-view/1","schema":"commonstacks-view/1"}',
    '{"version": NaN}',
    '{"version": -Infinity}',
    '{"version": ' + "9" * 4050 + "}",
    {},
    {**GOOD, "schema": "commonstacks-view/2"},
    {**GOOD, "schema": ["commonstacks-view/1"]},
    {**GOOD, "sql": "DROP TABLE rows"},
    {**GOOD, "dataset": "../../etc/passwd"},
    {**GOOD, "dataset": "A'; DROP TABLE x; --"},
    {**GOOD, "dataset": "us-postal-codes\n"},
    {**GOOD, "dataset": None},
    {**GOOD, "version": 0},
    {**GOOD, "version": -1},
    {**GOOD, "version": True},
    {**GOOD, "version": 1.0},
    {**GOOD, "version": "1"},
    {**GOOD, "version": 10**400},
    {**GOOD, "table": "0F" * 32},
    {**GOOD, "table": "0f" * 31},
    {**GOOD, "table": b"0f" * 32},
    {**GOOD, "charts": []},
    {**GOOD, "charts": GOOD["charts"] * 2},
    {**GOOD, "charts": [{"kind": "pie", "columns": ["a"]}]},
    {**GOOD, "charts": [{"kind": {}, "columns": ["a"]}]},
    {**GOOD, "charts": [{"kind": "grid", "columns": ["a"]}]},
    {**GOOD, "charts": [{"kind": "grid", "columns": ["a", "a"]}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": [["a"]]}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": ["\ud800"]}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": ["a" * 1001]}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": ["a"], "limit": 3}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": ["a"]}, {"kind": "time", "columns": ["a"]}]},
    {**GOOD, "charts": "bars"},
    {**GOOD, "charts": [{"kind": "areas", "columns": ["a", "b"]}]},
    {**GOOD, "charts": [{"kind": "areas", "columns": ["a"], "value": "a"}]},
    {**GOOD, "charts": [{"kind": "areas", "columns": ["a"], "value": ""}]},
    {**GOOD, "charts": [{"kind": "areas", "columns": ["a"], "value": ["b"]}]},
    {**GOOD, "charts": [{"kind": "areas", "columns": ["a"], "focus": True}]},
    {**GOOD, "charts": [{"kind": "bars", "columns": ["a"], "value": "b"}]},
    {**GOOD, "charts": [{"kind": "grid", "columns": ["a", "b"], "focus": False}]},
    {**GOOD, "charts": [{"kind": "grid", "columns": ["a", "b"], "focus": 1}]},
    {**GOOD, "filters": {}},
    {1: 2},
    with_filters({"column": "state"}),
    with_filters({"column": "state", "any_of": []}),
    with_filters({"column": "state", "any_of": [1]}),
    with_filters({"column": "state", "any_of": [["NY"]]}),
    with_filters({"column": "state", "any_of": ["\udfff"]}),
    with_filters({"column": "state", "any_of": ["x"] * 402}),
    with_filters({"column": "state", "any_of": "NY"}),
    with_filters({"column": "state", "from": 1}),
    with_filters({"column": "state", "columns": ["state"], "any_of": ["NY"]}),
    with_filters({"column": "state", "any_of": ["NY"]}, {"column": "state", "any_of": ["NJ"]}),
    with_filters({"column": "state", "any_of": ["NY"], "or": "1=1"}),
    with_filters({"column": "people", "any_of": ["5"]}),
    with_filters({"column": "people", "from": 5, "to": 5}),
    with_filters({"column": "people", "from": float("nan")}),
    with_filters({"column": "people", "to": float("inf")}),
    with_filters({"column": "people", "to": 10**400}),
    with_filters({"column": "people", "to": True}),
    with_filters({"column": "people", "from": "5"}),
    with_filters({"column": "people", "from": None}),
    with_filters({"column": "opened", "from": "2019-02-30"}),
    with_filters({"column": "opened", "from": "2019-1-1"}),
    with_filters({"column": "opened", "from": "٢٠١٩-٠١-٠١"}),
    with_filters({"column": "opened", "from": 2019}),
    with_filters({"column": "opened", "from": "2020-01-01", "to": "2019-01-01"}),
    with_filters({**BOX, "within": [-75, 40, -73]}),
    with_filters({**BOX, "within": [-73, 40, -75, 42]}),
    with_filters({**BOX, "within": [-75, 40, -75, 42]}),
    with_filters({**BOX, "within": ["-75", 40, -73, 42]}),
    with_filters({**BOX, "within": [None, 40, -73, 42]}),
    with_filters({**BOX, "any_of": ["NY"]}),
    with_filters({"columns": ["latitude", "longitude"], "within": [-75, 40, -73, 42]}),
    with_filters({"columns": "longitude", "within": [-75, 40, -73, 42]}),
    with_filters("state"),
    with_filters(None),
]


@pytest.mark.parametrize("odd", HOSTILE, ids=range(len(HOSTILE)))
def test_an_odd_spec_is_refused_in_words(odd):
    with pytest.raises(Refusal) as refusal:
        parse(odd)
    assert refusal.value.reason
    assert refusal.value.hint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(part=st.sampled_from(sorted(GOOD)), value=JSON)
def test_any_part_may_hold_anything_and_nothing_breaks(part, value):
    try:
        spec = parse({**GOOD, part: value})
    except Refusal:
        return
    assert parse(facts_of(spec)) == spec


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_any_text_as_an_address_is_refused(text):
    with pytest.raises(Refusal):
        from_token(text)


@pytest.mark.parametrize(
    "chart",
    [
        {"kind": "time", "columns": ["day"], "value": "rain"},
        {"kind": "histogram", "columns": ["people"], "steps": "log"},
    ],
)
def test_a_line_and_growing_steps_are_written_only_where_used(chart):
    assert chart_facts(chart_from(chart)) == chart
    plain = {"kind": chart["kind"], "columns": chart["columns"]}
    assert chart_facts(chart_from(plain)) == plain


@pytest.mark.parametrize(
    "chart",
    [
        {"kind": "time", "columns": ["day"], "value": "day"},
        {"kind": "time", "columns": ["day"], "steps": "log"},
        {"kind": "histogram", "columns": ["people"], "steps": "equal"},
        {"kind": "histogram", "columns": ["people"], "value": "rain"},
        {"kind": "bars", "columns": ["kind"], "steps": "log"},
    ],
)
def test_charts_take_only_the_wishes_of_their_kind(chart):
    with pytest.raises(Refusal):
        chart_from(chart)


def test_another_version_is_named_by_its_number_and_its_table():
    facts = {**GOOD, "filters": [], "compare": {"version": 7, "table": "ab" * 32}}
    spec = parse(facts)
    assert (spec.compare.version, spec.compare.table) == (7, "ab" * 32)
    assert facts_of(spec)["compare"] == facts["compare"]
    for wrong in (
        {"version": facts["version"], "table": "ab" * 32},
        {"version": 7},
        {"version": 0, "table": "ab" * 32},
        {"version": 7, "table": "ab"},
        {"version": 7, "table": "ab" * 32, "place": "geonames:1"},
    ):
        with pytest.raises(Refusal):
            parse({**facts, "compare": wrong})
