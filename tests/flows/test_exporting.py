"""What other programs take away: one form each, with addresses that lead to the bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from commonstacks.flows import addressed, exporting, handing_out, reading, wiring
from commonstacks.flows.shown import Lent, PlaceLine
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account

pytestmark = pytest.mark.django_db


def test_every_form_is_made_of_a_published_version(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    form = wiring.form().digest
    for each in exporting.listed():
        made = exporting.export(lent, each.name)
        assert made.media_type.startswith(each.media_type)
        assert form in made.text or f"/api/v1/datasets/{lent.slug}/context" in made.text


def test_nothing_is_exported_without_its_story(trees: Dataset, steward: Account) -> None:
    lent = reading.lend(trees.slug, steward)
    for each in exporting.listed():
        with pytest.raises(Refusal, match="waiting for its context"):
            exporting.export(lent, each.name)


def test_an_unknown_form_is_refused(published: Dataset) -> None:
    with pytest.raises(NotHeld, match="no export called marc"):
        exporting.export(reading.lend(published.slug, None), "marc")


def test_files_and_downloads_have_their_addresses(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    story = addressed.told(lent)
    page = f"{wiring.library_address()}/datasets/trees/v/1"
    assert [(file.address, file.media_type) for file in story.files] == [
        (f"{page}/file/trees.csv", "text/csv")
    ]
    assert [(each.address, each.path) for each in story.downloads] == [
        (f"{page}/download/csv", "data/trees.csv"),
        (f"{page}/download/parquet", "data/trees.parquet"),
    ]
    assert story.previous_address == ""
    assert story.taken_at == lent.version.taken_at


def test_where_only_the_context_may_be_seen_no_bytes_are_named(published: Dataset) -> None:
    story = addressed.told(context_only(reading.lend(published.slug, None)))
    assert (story.files, story.downloads) == ((), ())


def test_places_of_geonames_have_its_address(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    known = PlaceLine("geonames:4887398", "Chicago", ())
    own = PlaceLine("local:1", "Elm Street", ())
    places = addressed.told(replace(lent, places=(known, own))).places
    assert [place.address for place in places] == ["https://sws.geonames.org/4887398/", ""]


def test_the_page_has_it_for_search_engines(published: Dataset) -> None:
    made: dict[str, Any] = json.loads(handing_out.json_ld(reading.lend(published.slug, None)))
    page = f"{wiring.library_address()}/datasets/trees/v/1"
    assert made["@type"] == "Dataset"
    assert made["distribution"][0]["contentUrl"] == f"{page}/file/trees.csv"
    assert made["subjectOf"]["url"].endswith("/api/v1/datasets/trees/context")


def context_only(lent: Lent) -> Lent:
    assert lent.story is not None
    (first, *others) = lent.story.answers
    closed = replace(first, question="G5", answer="context_only", absence="")
    return replace(lent, story=replace(lent.story, answers=(closed, *others)))
