"""What can be asked next of a view, and the rows that it leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonstacks.flows import exploring, reading, small_groups
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.views.filters import AnyOf, Between
from commonstacks.workshop.views.orders import Wish
from commonstacks.workshop.views.spec import Sort

pytestmark = pytest.mark.django_db


def test_rows_and_values_of_a_view_and_of_a_protected_table(
    published: Dataset, steward: Account
) -> None:
    small_groups.decide(published.slug, 1, "Trees are no people.", by=steward)
    lent = reading.lend(published.slug, None)
    spec = exploring.spec_of(lent)
    straight = exploring.page(lent, spec, Wish(59, 10), reader="a test")
    assert (straight.first, straight.matching, len(straight.rows)) == (59, 60, 2)
    tree = straight.columns.index("tree")
    falling = replace(spec, sort=Sort("tree", falling=True))
    turned = exploring.page(lent, falling, Wish(1, 2), reader="a test")
    assert [row[tree] for row in turned.rows] == [row[tree] for row in reversed(straight.rows)]

    column = exploring.column_of(lent, "species")
    values = exploring.values_of(lent, spec, column, reader="a test")
    assert sum(value.rows for value in values) == 60
    assert values[-1].text is None
    oaks = replace(spec, filters=(AnyOf(("species",), ("oak", "yew")),))
    again = exploring.values_of(lent, oaks, column, reader="a test")
    assert [(value.text, value.rows) for value in again if value.chosen] == [
        *[(value.text, value.rows) for value in values if value.text == "oak"],
        ("yew", 0),
    ]
    with pytest.raises(Refusal, match="no column"):
        exploring.column_of(lent, "nothing")

    small_groups.decide(published.slug, 5, "Trees have owners.", by=steward)
    kept = reading.lend(published.slug, None)
    with pytest.raises(Refusal, match="about people"):
        exploring.page(kept, exploring.spec_of(kept), Wish(), reader="a test")
    assert not exploring.tells_places(kept)


def test_a_period_can_be_held_against_the_one_before(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    spec = exploring.spec_of(lent)
    assert list(exploring.comparisons(lent, spec)) == []
    year = Between(("planted",), "2020-01-01", "2021-01-01")
    found = list(exploring.comparisons(lent, replace(spec, filters=(year,))))
    assert [compare.period.low for compare, _ in found if compare.period] == ["2019-01-01"]
