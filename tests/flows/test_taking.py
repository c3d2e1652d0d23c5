"""Rows are taken along with their context, made once, and gone with their dataset."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.flows import exploration, handing_out, reading, taking, wiring
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.filters import Matching

pytestmark = pytest.mark.django_db


def bytes_of(lent: Lent, end: str, token: str = "") -> bytes:
    taken = taking.take(lent, end, token, patience=60)
    with taken.file as file:
        content = file.read()
    assert len(content) == taken.size
    return content


def chosen(lent: Lent, column: str, *values: str) -> str:
    """The address of the view of some values of one column."""
    cube = exploration.cube_of(lent)
    assert cube is not None
    place = [chart.columns for chart in cube.charts].index((column,))
    codes = [str(cube.axes[place].values.index(value) + 1) for value in values]  # type: ignore[union-attr]
    return exploration.token_of_form(lent, {f"c{place}": codes})


def kept(lent: Lent) -> list[Path]:
    return sorted((wiring.table_folder(lent.table) / "taken").iterdir())


def test_a_views_rows_are_those_its_charts_count(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    token = chosen(lent, "species", "oak", "elm")
    table = pq.read_table(io.BytesIO(bytes_of(lent, "parquet", token)))
    picture = exploration.picture(lent, token)
    assert picture is not None
    assert picture.sentence[0].text.startswith(f"Showing {table.num_rows} of 60 rows")
    assert sorted(set(table["species"].to_pylist())) == ["elm", "oak"]
    shows = table.schema.metadata[b"commonstacks:shows"].decode()
    assert shows == handing_out.shows(lent, token)
    cited = table.schema.metadata[b"commonstacks:citation"].decode()
    assert cited.endswith(f"/datasets/trees/v/1/view/{token}.")
    context = json.loads(table.schema.metadata[b"commonstacks:context"])
    assert context == handing_out.context_of(lent)


def test_a_view_that_is_counted_anew_is_taken_too(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    begins = Matching(("tree",), "begins", "t00")
    view = tokens.token(replace(exploration.spec_of(lent), filters=(begins,)))
    taken = json.loads(bytes_of(lent, "json", view))
    assert [row["tree"] for row in taken["rows"]] == [f"T00{n}" for n in range(1, 10)]
    assert taken["shows"] == handing_out.shows(lent, view)


def test_all_rows_say_that_they_are_all(published: Dataset) -> None:
    taken = json.loads(bytes_of(reading.lend(published.slug, None), "json"))
    assert (len(taken["rows"]), taken["shows"]) == (60, "All 60 rows.")
    assert taken["address"].endswith("/datasets/trees/v/1")


def test_a_file_is_made_once_and_has_one_name(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    first, second = bytes_of(lent, "xlsx"), bytes_of(lent, "xlsx")
    assert first == second
    (file,) = kept(lent)
    os.utime(file, (0, 0))
    assert bytes_of(lent, "xlsx") == first
    assert file.stat().st_mtime > 0  # used now, so it is not the first to go


def test_what_was_thrown_away_comes_back_the_same(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    etags = []
    for _ in range(2):
        taken = taking.take(lent, "csv.zip", patience=60)
        taken.file.close()
        etags.append(taken.etag)
        taking.forget()
    assert etags[0] == etags[1]


def test_a_form_that_cannot_be_is_refused(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    assert taking.forms_of(lent) == ("csv.zip", "parquet", "xlsx", "json")
    with pytest.raises(NotHeld, match="no place that GeoJSON could draw"):
        taking.take(lent, "geojson", patience=60)
    with pytest.raises(NotHeld, match="no download as exe"):
        taking.take(lent, "exe")
    assert kept(lent) == []


def test_nothing_is_taken_without_its_story(trees: Dataset, steward: Account) -> None:
    with pytest.raises(Refusal, match="waiting for its context"):
        taking.take(reading.lend(trees.slug, steward), "parquet")


def test_what_the_story_says_of_people_is_known_beside_the_rows(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    assert taking.people_in(lent) == taking.People(about=False, who="")
    assert lent.story is not None
    any_answer = lent.story.answers[0]
    in_them = replace(any_answer, question="F1", answer={"is": "indirectly"})
    seen_by = replace(any_answer, question="G5", answer="open")
    of_people = replace(lent, story=replace(lent.story, answers=(in_them, seen_by)))
    assert taking.people_in(of_people) == taking.People(about=True, who="Open to everybody")


def test_who_does_not_wait_is_told_that_it_is_being_made(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    with pytest.raises(taking.BeingMade):
        taking.take(lent, "parquet", patience=0)
    assert pq.read_table(io.BytesIO(bytes_of(lent, "parquet"))).num_rows == 60
