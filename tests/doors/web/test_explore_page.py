"""The whole page of a view, without any script: filters, charts, columns, rows."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from commonstacks.flows import answering, small_groups
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import text_of
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db
BASE = "/datasets/dogs/v/1/explore"
DOGS = "tag,breed,born,weight,state,remark\n" + "\n".join(
    f"{n:04d},{'Pug' if n % 2 else 'Mixed'},20{10 + n % 10}-05-01,{n % 30 + 2},"
    f"{('OH', 'NY', 'TX')[n % 3]},{f'Likes <b>{n}</b> walks' if n % 5 else ''}"
    for n in range(90)
)


@pytest.fixture
def shelf(steward: Account, tmp_path: Path) -> Client:
    """Ninety dogs, published, with no group too small to be told."""
    published(steward, tmp_path, threshold=1)
    states = lending.place("geonames:6252001", "United States")
    for key, name in (("5165418", "Ohio"), ("5128638", "New York"), ("4736286", "Texas")):
        lending.place(f"geonames:{key}", name, states)
    return Client()


def published(steward: Account, folder: Path, *, threshold: int) -> None:
    slug = library.take_in(folder, steward, DOGS)
    making.answer_everything(Dataset.objects.get(slug=slug), steward)
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=steward)
    answering.agree(slug, by=steward)
    small_groups.decide(slug, threshold, "A test.", by=steward)


def words(response: Any) -> str:
    assert response.status_code == 200, text_of(response)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text_of(response))).split())


def ask(page: Client, view: str = "", **asked: Any) -> str:
    """The address that a form leads to."""
    response = page.get(f"{BASE}/change?{urlencode({'view': view, **asked}, doseq=True)}")
    assert response.status_code == 302, words(response)
    return str(response.headers["Location"])


def token(address: str) -> str:
    return address.removeprefix(f"{BASE}/")


def link(response: Any, text: str, nth: int = 0) -> str:
    """Where the link with these words leads."""
    found = [
        unescape(address)
        for address, inside in re.findall(
            r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', text_of(response)
        )
        if " ".join(re.sub(r"<[^>]+>", " ", inside).split()).startswith(text)
    ]
    return found[nth].partition("#")[0]


def rows_in(said: str) -> str:
    """How many rows the page says are left."""
    found = re.search(r"Rows [0-9,]+ to [0-9,]+ of ([0-9,]+)( that are left|\.)", said)
    return found[1] if found else ""


def test_the_page_shows_charts_columns_and_rows(shelf: Client) -> None:
    response = shelf.get(BASE)
    said = words(response)
    assert "Explore it all" in said
    assert "All rows are shown." in said
    assert "Rows 1 to 50 of 90." in said
    assert "Every column" in said
    assert "Missing: 18 of 90" in said
    assert "Likes <b>1</b> walks" in said
    assert '<span class="missing">missing</span>' in text_of(response)
    assert f'href="{BASE}"' in text_of(shelf.get("/datasets/dogs/v/1"))


FILTERS: list[tuple[dict[str, Any], str, str]] = [
    ({"do": "range", "column": "weight", "from": "10", "to": "20"}, "30", "weight is 10 to below 20"),
    ({"do": "range", "column": "born", "from": "2018-01-01"}, "18", "born is 2018-01-01 or later"),
    ({"do": "values", "column": "breed", "value": ["Pug"]}, "45", "breed is Pug"),
    ({"do": "words", "column": "remark", "text": "LIKES <b>7"}, "9", "remark contains “LIKES <b>7”"),
    ({"do": "words", "column": "tag", "how": "begins", "text": "000"}, "10", "tag begins with “000”"),
    ({"do": "present", "column": "remark", "missing": "yes"}, "18", "remark is missing"),
    ({"do": "present", "column": "remark", "missing": "no"}, "72", "remark is not missing"),
]  # fmt: skip


def test_every_kind_of_filter_is_an_address_and_can_be_taken_away(shelf: Client) -> None:
    for asked, left, part in FILTERS:
        address = ask(shelf, **asked)
        response = shelf.get(address)
        assert f"Only rows where {part} change : {part} take away : {part}" in words(response)
        assert rows_in(words(response)) == left
    away = shelf.get(link(response, "take away"))
    assert rows_in(words(away)) == "90"
    assert "All rows are shown." in words(away)
    assert link(response, "Show all rows again") == away.request["PATH_INFO"]


def test_the_blank_of_a_column_fits_it_and_knows_what_was_chosen(shelf: Client) -> None:
    address = ask(shelf, do="values", column="breed", value=["Pug"])
    blank = text_of(shelf.get(f"{address}?column=breed"))
    assert 'name="value" value="Pug" checked' in blank
    assert 'name="value" value="Mixed">' in blank
    assert ">45</small>" in blank
    days = text_of(shelf.get(f"{address}?column=born"))
    assert 'name="from" value="" placeholder="2010-05-01" type="date"' in days
    numbers = text_of(shelf.get(f"{address}?column=weight"))
    assert 'name="from" value="" placeholder="2" inputmode="decimal"' in numbers


NONSENSE = [
    {"do": "range", "column": "weight"},
    {"do": "range", "column": "weight", "from": "heavy"},
    {"do": "range", "column": "weight", "from": "9", "to": "3"},
    {"do": "range", "column": "born", "from": "2020-02-30"},
    {"do": "range", "column": "weight", "from": "nan"},
    {"do": "values", "column": "breed"},
    {"do": "words", "column": "remark", "how": "like", "text": "a"},
    {"do": "words", "column": "remark", "text": ""},
    {"do": "drop", "column": "remark"},
    {"do": "present", "column": "'; DROP TABLE dogs"},
    {"do": "chart", "column": "nothing"},
    {"do": "chart", "column": "breed", "take": "mean"},
    {"do": "chart", "column": "breed", "take": "steal", "of": "weight"},
]


def test_what_makes_no_sense_is_refused_in_words(shelf: Client) -> None:
    for asked in NONSENSE:
        response = shelf.get(f"{BASE}/change?{urlencode(asked)}")
        assert (asked, response.status_code) in [(asked, 404), (asked, 409)]
        assert "<h1>" in text_of(response)


def test_rows_are_narrowed_to_a_place_and_held_against_the_larger_one(shelf: Client) -> None:
    choices = shelf.get(f"{BASE}?place=Ohio")
    address = link(choices, "Ohio")
    response = shelf.get(address)
    assert rows_in(words(response)) == "30"
    assert "the row lies in Ohio" in words(response)
    assert "30 rows here; 90 in United States." in words(
        shelf.get(link(response, "Compare with United States"))
    )
    assert "tells larger areas only" in words(shelf.get(f"{BASE}?place=Nowhereville"))


def test_use_my_place_comes_in_a_body_and_stays_out_of_every_address(shelf: Client) -> None:
    columbus = {"longitude": "-82.99", "latitude": "39.96"}
    response = shelf.post(f"{BASE}/near", columbus)
    assert "You seem to be here. Which one? Ohio United States" in words(response)
    assert "39.96" not in text_of(response)
    assert shelf.get(f"{BASE}/near", columbus).status_code == 405
    at_sea = shelf.post(f"{BASE}/near", {"longitude": "-30", "latitude": "40"})
    assert "No row of this table can be found by where you are." in words(at_sea)
    assert shelf.post(f"{BASE}/near", {"longitude": "here"}).status_code == 422


def test_charts_are_chosen_measured_and_taken_away(shelf: Client) -> None:
    bare = shelf.get(BASE)
    while "take away" in text_of(bare):
        bare = shelf.get(link(bare, "take away"))
    view = re.search(r'name="view" value="([^"]+)"', text_of(bare))
    assert view
    address = ask(
        shelf, view[1], do="chart", column="breed", form="ranked", take="mean", of="weight"
    )
    response = shelf.get(address)
    assert "The mean of weight is highest in" in words(response)
    address = ask(shelf, token(address), do="chart", column="weight", beside="breed")
    said = words(shelf.get(address))
    assert "weight, breed" in said
    assert said.count("The same numbers as a table") == 3
    address = ask(shelf, token(address), do="values", column="state", value=["OH"])
    compared = shelf.get(link(shelf.get(address), "Compare with all rows"))
    assert "30 rows here; 90 rows in all." in words(compared)


def test_rows_are_sorted_searched_and_turned_over(shelf: Client) -> None:
    response = shelf.get(BASE)
    sorted_by = link(response, "weight")
    page = shelf.get(sorted_by)
    assert "Sorted by weight; missing values come last." in words(page)
    assert 'aria-sort="ascending"' in text_of(page)
    rows = shelf.get(f"{sorted_by}/rows.json?from=1&limit=4").json()
    assert (rows["matching"], [row[3] for row in rows["rows"]]) == (90, ["2", "2", "2", "3"])
    falling = shelf.get(link(page, "weight")).request["PATH_INFO"]
    heavy = shelf.get(f"{falling}/rows.json?from=88&limit=50").json()["rows"]
    assert [row[3] for row in heavy] == ["2", "2", "2"]
    found = shelf.get(f"{BASE}?find=b>7</B")
    assert "Rows 1 to 1 of 1 that are left of 90." in words(found)
    assert "Rows 51 to 90 of 90" in words(shelf.get(link(page, "Later rows")))
    assert shelf.get(f"{sorted_by}/rows.json?from=0").status_code == 409
    assert len(shelf.get(f"{sorted_by}/rows.json?limit=900").json()["rows"]) == 90


def test_where_people_are_in_the_table_only_prepared_charts_are_asked(
    steward: Account, tmp_path: Path
) -> None:
    published(steward, tmp_path, threshold=5)
    page = Client()
    said = words(page.get(BASE))
    assert "its rows are not shown one by one" in said
    assert "Likes" not in said
    assert "Choose what to show" not in said
    response = page.get(ask(page, do="words", column="tag", text="0001"))
    assert response.status_code == 409
    view = re.search(r'name="spec" value="([^"]+)"', text_of(page.get(BASE)))
    assert view
    rows = page.get(f"{BASE}/{view[1]}/rows.json")
    assert (rows.status_code, list(rows.json())) == (409, ["refused"])


def test_the_plain_form_of_the_charts_leads_back_to_this_page(shelf: Client) -> None:
    spec = re.search(r'name="spec" value="([^"]+)"', text_of(shelf.get(BASE)))
    assert spec
    response = shelf.get(f"{BASE}?spec={spec[1]}&c0.from=2015-01-01")
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{BASE}/")
