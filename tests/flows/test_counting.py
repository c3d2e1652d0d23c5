"""Views that no cube was prepared for are counted over the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from commonstacks.flows import counting, exploration, handing_out, reading
from commonstacks.flows.shown import Groups, Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.spec import ViewSpec, facts_of, parse

pytestmark = pytest.mark.django_db

RANKED = {
    "kind": "ranked",
    "columns": ["species"],
    "measure": {"take": "max", "of": "height"},
}


def view(lent: Lent, **parts: Any) -> str:
    whole = ViewSpec(lent.id, lent.version.number, lent.table, exploration.spec_of(lent).charts)
    return tokens.token(parse({**facts_of(whole), **parts}))


def test_a_chart_of_any_column_is_counted_with_its_measure(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    token = view(lent, charts=[RANKED], filters=[{"column": "tree", "begins": "t00"}])
    assert not exploration.prepared(lent, token)
    shown = counting.counted(lent, token)
    assert "".join(part.text for part in shown.view.sentence) == (
        "Showing 9 of 60 rows where tree begins with “t00”, at version 1."
    )
    bars = shown.view.charts[0].panels[0].bars
    assert [(bar.label, bar.text) for bar in bars] == [
        ("oak", "0.9"),
        ("elm", "0.8"),
        ("lime", "0.7"),
        ("missing", "no number"),
    ]
    assert handing_out.shows(lent, token) == counting.shows(lent, token)
    assert shown.whole == f"/datasets/{lent.slug}/v/1"


def test_the_prepared_charts_with_a_filter_on_another_column_are_counted_too(
    published: Dataset,
) -> None:
    lent = reading.lend(published.slug, None)
    token = view(lent, filters=[{"column": "tree", "equals": "T007"}])
    assert not exploration.prepared(lent, token)
    spec = exploration.view_of(lent, token)
    told = counting.answer(lent, spec)
    assert (told.rows, told.matching) == (60, 1)
    assert {sum(part.seen.counts) for part in told.charts} == {1}
    assert exploration.prepared(lent, view(lent))
    assert exploration.prepared(lent, "")


def test_a_place_that_the_rows_do_not_tell_is_refused(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    token = view(lent, filters=[{"place": "geonames:6252001"}])
    with pytest.raises(Refusal, match="do not say whether they lie"):
        counting.counted(lent, token)


def test_a_view_of_another_table_or_a_protected_one_is_refused(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    with pytest.raises(NotHeld, match="earlier reading"):
        counting.counted(lent, view(lent, table="0f" * 32, charts=[RANKED]))
    with pytest.raises(Refusal, match="about people"):
        counting.counted(replace(lent, groups=Groups(Policy(5))), view(lent, charts=[RANKED]))
