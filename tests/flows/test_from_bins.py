"""Tables whose first view lies in bins are explored like all others."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from commonstacks.flows import activating, exploration, exploring, reading, taking, wiring
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.workshop.views import jobs, tokens
from commonstacks.workshop.views.binned import open_bins
from commonstacks.workshop.views.large import Large
from commonstacks.workshop.views.spec import facts_of, parse
from tests.flows.large_tables import binned

pytestmark = pytest.mark.django_db

OAKS = {"column": "species", "any_of": ["oak"]}
LOW = {"column": "height", "from": 1, "to": 3}


@pytest.fixture
def small(published: Dataset) -> Lent:
    """As it was prepared: with a cube."""
    return reading.lend(published.slug, None)


@pytest.fixture
def lent(small: Lent, monkeypatch: pytest.MonkeyPatch) -> Lent:
    binned(small, monkeypatch)
    return small


def view(lent: Lent, *filters: dict[str, Any]) -> str:
    whole = facts_of(exploration.spec_of(lent))
    return tokens.token(parse({**whole, "filters": list(filters)}))


def test_bins_show_what_a_cube_shows(small: Lent, monkeypatch: pytest.MonkeyPatch) -> None:
    views = ["", view(small, OAKS), view(small, OAKS, LOW)]
    before = [exploration.picture(small, token) for token in views]
    binned(small, monkeypatch)
    assert isinstance(exploration.cube_of(small), Large)
    for token, old in zip(views, before, strict=True):
        new = exploration.picture(small, token)
        assert new is not None
        assert old is not None
        assert (new.sentence, new.charts) == (old.sentence, old.charts)
        base = f"/datasets/{small.slug}/v/1/bins.json"
        assert new.addresses.bins.startswith(f"{base}?table={small.table}&key=")
        assert not new.addresses.cube


def test_the_first_view_needs_no_process(lent: Lent, impatient: None) -> None:
    shown = exploration.picture(lent)
    assert shown is not None
    assert "".join(part.text for part in shown.sentence) == "Showing all 60 rows at version 1."
    with pytest.raises(Refusal):
        exploration.picture(lent, view(lent, OAKS))


def test_a_form_becomes_an_address_on_the_edges_of_the_bins(lent: Lent) -> None:
    cube = exploration.cube_of(lent)
    assert cube is not None
    columns = [chart.columns for chart in cube.charts]
    height, species = columns.index(("height",)), columns.index(("species",))
    token = exploration.token_of_form(
        lent, {f"c{height}.from": ["1.01"], f"c{height}.to": ["2.99"], f"c{species}": ["1"]}
    )
    spec = exploration.spec_of(lent, token)
    assert exploration.prepared(lent, token)
    assert {item.columns for item in spec.filters} == {("height",), ("species",)}
    shown = exploration.picture(lent, token)
    assert shown is not None
    assert "Showing 7 of 60 rows" in "".join(part.text for part in shown.sentence)


def test_rows_and_the_whole_page_follow_a_view(lent: Lent) -> None:
    token = view(lent, OAKS, {"column": "height", "from": 1.01, "to": 2.99})
    whole = exploring.whole(lent, token, reader="a")
    assert whole.explorer is not None
    taken = taking.take(lent, "json", token)
    with taken.file as file:
        told = json.load(file)
    assert [row["tree"] for row in told["rows"]] == [f"T{n:03d}" for n in range(12, 30, 3)]


def test_activations_are_kept_without_filters_and_counted_with_them(lent: Lent) -> None:
    bins = open_bins(exploration.charts_of(lent), wiring.table_folder(lent.table) / "bins")
    place = [chart.columns for chart in bins.charts].index(("species",))
    stored = jobs.unfiltered(bins, place)
    assert not stored.exists()
    first = activating.active(lent, "", place, reader="a").make()
    assert stored.read_bytes() == first
    own = activating.active(lent, view(lent, OAKS), place, reader="a")
    assert own.make() == first
    other = activating.active(lent, view(lent, OAKS, LOW), place, reader="a")
    assert gzip.decompress(other.make())[:4] == b"CSA1"
    assert other.etag != own.etag
    told = json.loads(activating.counts(lent, view(lent, OAKS), reader="a").make())
    assert told["matching"] == 20
    assert told["counts"] == [
        list(each)
        for each in exploration.cube_of(lent)
        .counts(  # type: ignore[union-attr]
            exploration.spec_of(lent, view(lent, OAKS)).filters
        )
        .counts
    ]


def test_what_is_no_chart_or_no_view_is_refused(lent: Lent) -> None:
    with pytest.raises(NotHeld, match="no chart 4"):
        activating.active(lent, "", 4, reader="a")
    with pytest.raises(Refusal, match="does not lead to a view"):
        activating.active(lent, "x" * 50, 0, reader="a")
    with pytest.raises(Refusal, match="no value"):
        activating.counts(lent, view(lent, {"column": "species", "any_of": ["x"]}), reader="a")


def test_a_table_with_a_cube_has_no_activations(small: Lent) -> None:
    with pytest.raises(NotHeld, match="not counted from bins"):
        activating.active(small, "", 0, reader="a")


def test_lost_bins_are_made_anew_as_whatever_fits(lent: Lent) -> None:
    """In a process of its own, where this small table has a cube again."""
    folder = wiring.table_folder(lent.table)
    next(Path(folder).glob("bins/*/0.codes")).unlink()
    cube = exploration.cube_of(lent)
    assert cube is not None
    assert cube.rows == 60
    assert not isinstance(cube, Large)
