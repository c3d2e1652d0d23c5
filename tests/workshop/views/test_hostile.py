"""Hostile specs: refused in words or answered harmlessly, never an error, never another file.

A spec that is only odd is answered: its names and values stand for themselves.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import answering, locked
from commonstacks.workshop.views.cells import OPEN
from commonstacks.workshop.views.spec import facts_of, parse
from commonstacks.workshop.views.tokens import from_token, token
from tests.workshop.views import tables

CHARTS = [
    {"kind": "bars", "columns": ["code"]},
    {"kind": "histogram", "columns": ["value"]},
    {"kind": "time", "columns": ["m"]},
    {"kind": "points", "columns": ["value", "v0"]},
]
GOOD = {
    "schema": "commonstacks-view/1",
    "dataset": "odd-things",
    "version": 1,
    "table": "0f" * 32,
    "charts": CHARTS,
    "filters": [],
}


def charts(*given):
    return {**GOOD, "charts": list(given)}


def filters(*given, **more):
    return {**GOOD, "filters": list(given), **more}


PLACE = {"place": "geonames:1"}
YEAR = {"column": "m", "from": "2019", "to": "2020"}
EVERYTHING = [
    filters({"column": 'a"b', "any_of": ["00", None]}, {"column": "v0", "from": 1.5}),
    filters({"column": "other", "contains": "a%"}, {"column": "other", "begins": "A"}),
    filters({"column": "other", "equals": ""}, {"column": "other", "missing": False}),
    filters({"column": "other", "missing": True}, PLACE),
    filters(YEAR, compare={"column": "m", "from": "2018", "to": "2019"}),
    filters(PLACE, compare={"place": "geonames:2"}, sort={"column": "v0", "falling": True}),
    filters({"columns": ["value", "v0"], "within": [-1, 0, 5, 90]}, compare="whole"),
    charts({"kind": "ranked", "columns": ["code"], "sort": "least", "limit": 250}),
    charts({"kind": "ranked", "columns": ["code"], "measure": {"take": "share"}, "sort": "most"}),
    charts({"kind": "multiples", "columns": ["m", "code"], "inner": "time"}),
    charts({"kind": "multiples", "columns": ["v0", "code"], "inner": "histogram"}),
    charts({"kind": "areas", "columns": ["code"], "value": "v0"}),
    charts({"kind": "time", "columns": ["m"], "measure": {"take": "distinct", "of": "code"}}),
    charts({"kind": "bars", "columns": ["code"], "measure": {"take": "count"}}),
    charts({"kind": "grid", "columns": ["value", "v0"], "focus": True}),
]
RANKED = {"kind": "ranked", "columns": ["code"]}
TILES = {"kind": "multiples", "columns": ["m", "code"], "inner": "time"}
BARS = {"kind": "bars", "columns": ["code"]}
REFUSED = [
    # joins, and SQL by another name
    {**GOOD, "joins": [{"table": "people", "on": "id"}]},
    {**GOOD, "join": "people"},
    {**GOOD, "relations": []},
    {**GOOD, "sql": "SELECT 1"},
    {**GOOD, "where": "1=1"},
    {**GOOD, "limit": 10},
    # charts
    charts({**RANKED, "limit": 0}),
    charts({**RANKED, "limit": 251}),
    charts({**RANKED, "limit": 10**30}),
    charts({**RANKED, "limit": True}),
    charts({**RANKED, "limit": "5; DROP TABLE rows"}),
    charts({**RANKED, "limit": 5.0}),
    charts({**RANKED, "sort": "code DESC; --"}),
    charts({**RANKED, "sort": ["most"]}),
    charts({**RANKED, "sort": None}),
    charts({**BARS, "sort": "most"}),
    charts({**BARS, "limit": 5}),
    charts({**BARS, "inner": "time"}),
    charts({**TILES, "inner": "grid"}),
    charts({**TILES, "inner": {}}),
    charts({"kind": "multiples", "columns": ["m", "code"]}),
    charts({**TILES, "columns": ["m"]}),
    charts({**TILES, "columns": ["m", "m"]}),
    charts({**TILES, "columns": ["m", "code", "v0"]}),
    charts({"kind": "points", "columns": ["value"]}),
    charts({"kind": "points", "columns": ["value", "value"]}),
    charts({"kind": "points", "columns": [1, 2]}),
    # measures
    charts({**BARS, "measure": "sum(v0)"}),
    charts({**BARS, "measure": {"take": "sum"}}),
    charts({**BARS, "measure": {"take": "sum", "of": ""}}),
    charts({**BARS, "measure": {"take": "sum", "of": ["v0"]}}),
    charts({**BARS, "measure": {"take": "sum", "of": "v0", "as": "x"}}),
    charts({**BARS, "measure": {"take": "share", "of": "v0"}}),
    charts({**BARS, "measure": {"take": "read_csv", "of": "/etc/passwd"}}),
    charts({**BARS, "measure": {"take": "getenv('HOME')"}}),
    charts({**BARS, "measure": {"take": ["sum"], "of": "v0"}}),
    charts({**BARS, "measure": None}),
    charts({**BARS, "measure": []}),
    charts({"kind": "areas", "columns": ["code"], "value": "v0", "measure": {"take": "share"}}),
    # filters
    filters({"column": "code", "contains": ""}),
    filters({"column": "code", "begins": ""}),
    filters({"column": "code", "contains": "x" * 201}),
    filters({"column": "code", "contains": ["x"]}),
    filters({"column": "code", "contains": {"like": "%"}}),
    filters({"column": "code", "contains": "\ud800"}),
    filters({"column": "code", "contains": None}),
    filters({"column": "code", "contains": "a", "begins": "b"}),
    filters({"column": "code", "like": "%"}),
    filters({"column": "code", "matches": "(a+)+$"}),
    filters({"column": "code", "missing": "yes"}),
    filters({"column": "code", "missing": None}),
    filters({"column": "code", "missing": 0}),
    filters({"column": "code", "contains": "a"}, {"column": "code", "contains": "b"}),
    filters({"column": "x", "any_of": ["a"]}, {"column": "x", "from": 1}),
    filters({"columns": ["value", "m"], "within": [0, 0, 1, 1]}),
    filters({"columns": ["value", "v0"], "contains": "a"}),
    filters({"columns": ["value", "v0"], "missing": False}),
    filters({"columns": ["value", "v0"], "within": [0, 0, float("inf"), 1]}),
    filters({"columns": ["value", "v0"], "within": [float("nan"), 0, 1, 1]}),
    filters({"column": "x", "from": 1, "to": "2019"}),
    filters({"column": "x", "from": "2019", "to": 2020}),
    filters({"column": "x", "from": "2019-13"}),
    filters({"column": "x", "from": "0000"}),
    filters({"column": "x", "from": "2019-07-01T00:00:00"}),
    filters({"column": "x", "from": "-2019"}),
    filters({"column": "x", "from": "now()"}),
    filters({"column": "x", "from": "２０１９"}),
    filters({"column": "x", "from": 1e301}),
    filters({"column": "x", "to": -(10**400)}),
    filters({"column": "x", "from": float("-inf")}),
    filters({"column": "x", "from": {}, "to": []}),
    filters({"place": "Köln"}),
    filters({"place": "geonames:"}),
    filters({"place": "geonames:1 OR 1=1"}),
    filters({"place": "geonames:1\n"}),
    filters({"place": "geonames:" + "1" * 300}),
    filters({"place": ["geonames:1"]}),
    filters({"place": "geonames:1", "column": "state"}),
    filters(PLACE, PLACE),
    filters(*[{"column": f"c{n}", "missing": False} for n in range(13)]),
    filters(*[[]] * 3),
    # comparisons and sorting
    {**GOOD, "compare": "whole"},
    filters(PLACE, compare="all"),
    filters(PLACE, compare={}),
    filters(PLACE, compare=None),
    filters(PLACE, compare=PLACE),
    filters(PLACE, compare={"place": "../../etc/passwd"}),
    filters(YEAR, compare={"place": "geonames:1"}),
    filters(YEAR, compare=YEAR),
    filters(YEAR, compare={"column": "m", "from": "2018"}),
    filters(YEAR, compare={"column": "opened", "from": "2018", "to": "2019"}),
    filters(YEAR, compare={"column": "m", "from": 1, "to": 2}),
    filters(YEAR, compare={"column": "m", "from": "2018", "to": "2019", "or": "1=1"}),
    {**GOOD, "sort": "m DESC"},
    {**GOOD, "sort": {"column": "m", "falling": "DESC"}},
    {**GOOD, "sort": {"column": ["m"]}},
    {**GOOD, "sort": {"falling": True}},
    {**GOOD, "sort": {"column": "m", "nulls": "first"}},
    {**GOOD, "sort": [{"column": "m"}] * 5000},
]


@pytest.mark.parametrize("odd", REFUSED, ids=range(len(REFUSED)))
def test_an_odd_view_is_refused_in_words(odd):
    with pytest.raises(Refusal) as refusal:
        parse(odd)
    assert refusal.value.reason
    assert refusal.value.hint


def test_there_are_more_than_fifty_four():
    assert len(REFUSED) > 54
    assert len(HARMLESS) > 20


INJECTIONS = [
    "' OR 1=1 --",
    "'; DROP TABLE rows; --",
    '" OR ""="',
    "\"); COPY rows TO '/tmp/stolen.csv'; --",
    "$v0",
    "$1",
    "?",
    "{0}",
    "%s",
    "\\'; --",
    "/* */",
    "\x00",
    "a\x00' OR 1=1",
    "\u202e\u2066gnp.exe",
    "\ufeff",
    "\U0001f333" * 50,
    "read_csv('/etc/passwd')",
    "getenv('HOME')",
    "file_row_number",
    "*",
    "COLUMNS('.*')",
    "r.code",
    "a.code",
    "v0",
]
HARMLESS = [
    *[filters({"column": "code", "any_of": [text, None]}) for text in INJECTIONS],
    *[filters({"column": 'a"b', "contains": text}) for text in INJECTIONS],
    *[filters({"column": text, "equals": "x"}) for text in INJECTIONS],
    *[filters(sort={"column": text}) for text in INJECTIONS],
    *[charts({"kind": "bars", "columns": [text]}) for text in INJECTIONS],
    *[charts({**BARS, "measure": {"take": "max", "of": text}}) for text in INJECTIONS],
    filters({"column": "code", "any_of": [f"{n}'" for n in range(401)]}),
    filters({"column": "v0", "from": -1e300, "to": 1e300}),
    filters({"column": "code", "from": 5}),
    filters({"column": "m", "from": 5}) | {"charts": [BARS]},
    filters({"column": "v0", "from": "0001"}) | {"charts": [BARS]},
    filters({"column": "value", "from": "9999-12-31"}) | {"charts": [BARS]},
    charts({"kind": "time", "columns": ["code"]}),
    charts({"kind": "histogram", "columns": ["m"]}),
    charts({"kind": "histogram", "columns": ["code"]}),
    charts({"kind": "grid", "columns": ["code", "m"], "focus": True}),
    charts({"kind": "points", "columns": ["m", "code"]}),
    charts({"kind": "areas", "columns": ["m"], "value": "code"}),
    charts({"kind": "multiples", "columns": ["code", "m"], "inner": "histogram"}),
    charts({**BARS, "measure": {"take": "sum", "of": "code"}}),
    charts({**BARS, "measure": {"take": "median", "of": "m"}}),
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    table = tables.odd(tmp_path_factory.mktemp("odd"))
    return table, locked.connect(table.files)


def harmless(odd, facts):
    """Refused in words, or answered from the 900 rows of this table and nothing else."""
    table, connection = odd
    try:
        spec = parse(facts)
        told = answering.answer(connection, table.files, spec, OPEN)
        page = answering.table_page(connection, table.files, spec, OPEN, limit=5)
        address = token(spec)
    except Refusal as refusal:
        said = refusal
    else:
        assert told.rows == page.total == 900
        assert told.matching == page.matching <= 900
        for part in told.charts:
            assert len(part.seen.counts) == part.axis.size
            assert 0 <= sum(part.seen.counts) <= 900
        assert set(page.columns) == COLUMNS
        assert from_token(address) == spec
        return
    assert said.reason
    assert str(Path(table.files[0]).parent) not in said.reason + said.hint


COLUMNS = {"value", "code", "v0", "m", 'a"b', tables.HOSTILE_NAME, tables.RTL}


@pytest.mark.parametrize("facts", HARMLESS, ids=range(len(HARMLESS)))
def test_a_hostile_name_or_value_stands_for_itself(odd, facts):
    harmless(odd, facts)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["code", "value", "m", "v0", "2019", "geonames:1", *INJECTIONS]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
WISHES = st.sampled_from(
    ["kind", "columns", "measure", "inner", "sort", "limit", "value", "focus", "steps"]
)
FORMS = st.sampled_from(
    [
        "column",
        "columns",
        "any_of",
        "from",
        "to",
        "within",
        "contains",
        "begins",
        "equals",
        "missing",
        "place",
    ]
)
LIKELY = st.builds(
    lambda name, form, value: {"column": name, form: value},
    st.sampled_from(["code", "value", "m", "v0", 'a"b', tables.RTL]),
    FORMS,
    ANYTHING | st.lists(st.text(max_size=3) | st.none(), min_size=1, max_size=3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chart=st.fixed_dictionaries(
        {"kind": st.sampled_from([c["kind"] for c in CHARTS] + ["ranked", "multiples", "areas"])},
        optional={"columns": st.lists(st.sampled_from(["code", "value", "m", "v0"]), max_size=2)},
    ),
    wish=st.none() | st.tuples(WISHES, ANYTHING),
    asked=st.lists(LIKELY | st.dictionaries(FORMS, ANYTHING, max_size=3), max_size=3),
    more=st.dictionaries(st.sampled_from(["compare", "sort", "joins"]), ANYTHING, max_size=1),
)
def test_anything_may_be_asked_and_nothing_breaks(odd, chart, wish, asked, more):
    wished = {wish[0]: wish[1]} if wish else {}
    harmless(odd, {**GOOD, "charts": [chart | wished], "filters": asked, **more})


@given(st.text(max_size=200))
def test_any_text_is_a_view_or_is_refused(text):
    with pytest.raises(Refusal):
        parse(text)
    with pytest.raises(Refusal):
        from_token(text)


def test_a_deep_or_long_text_is_refused_before_it_is_understood():
    for text in ("[" * 5000, '{"charts":' * 900, json.dumps(GOOD) + " " * 4096):
        with pytest.raises(Refusal):
            parse(text)


@pytest.mark.parametrize("facts", EVERYTHING, ids=range(len(EVERYTHING)))
def test_every_new_form_comes_back_equal_and_has_one_address(facts):
    spec = parse(facts)
    assert parse(facts_of(spec)) == spec
    assert from_token(token(spec)) == spec
