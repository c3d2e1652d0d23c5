"""The whole shelf, as a newcomer finds it: every dataset's page, and its numbers asked elsewhere."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.charts import Charts
from tests.browser.looking import Reader, check
from tests.browser.running import Library, serving, stacks

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHELF = ROOT / "src/commonstacks/shelf"
FLIGHTS = ROOT / "frontend/node_modules/vega-datasets/data/flights-3m.parquet"
NAMES = sorted(folder.name for folder in SHELF.iterdir() if (folder / "source.json").exists())
TOLD = [name for name in NAMES if (SHELF / name / "context.json").exists()]
WAITING = sorted(set(NAMES) - set(TOLD))
PLACES = {"place": "/places/geonames:4887398", "country": "/places/geonames:6252001"}
LISTS = {"home": "/", "everything": "/search?q=", "places": "/places", "waiting": "/waiting"}
CHARTS = {  # what each first view has; the rules are tested apart
    "albuquerque-tracts-2000": 2,
    "baltimore-houses-1978": 4,
    "bird-strikes": 4,
    "chicago-community-areas": 1,
    "columbus-crime-1980": 4,
    "countries-of-the-world": 4,
    "county-unemployment": 2,
    "earthquakes": 4,
    "flights": 4,
    "french-town-groupings": 3,
    "seattle-weather": 4,
    "soho-cholera-1854": 2,
    "us-employment": 4,
    "us-postal-codes": 2,
}
HEAVIEST = 100_000  # bytes of a dataset's page, packed as it travels


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All books of the shelf, three million rows among them."""
    if not FLIGHTS.exists():
        pytest.fail("The flights are not here: run `make test`, or `npm install` in frontend.")
    folder = tmp_path_factory.mktemp("shelf")
    stacks(folder / "home", "demo", "--no-serve")
    with serving(folder / "home", folder / "said") as found:
        yield found


def test_ten_or_more_are_lent_and_one_waits(library: Library) -> None:
    found = httpx.get(f"{library.address}/api/v1/datasets?limit=100").json()
    assert sorted(each["slug"] for each in found["results"]) == TOLD
    assert (len(TOLD) >= 10, WAITING) == (True, ["la-riots"])


@pytest.mark.parametrize("name", TOLD)
def test_every_page_of_a_dataset(reader: Reader, name: str) -> None:
    assert reader.go(f"/datasets/{name}") == 200
    reader.unfold()
    check(reader, f"shelf-{name}")


@pytest.mark.parametrize("name", {**LISTS, **PLACES})
def test_every_list_and_place(reader: Reader, name: str) -> None:
    assert reader.go({**LISTS, **PLACES}[name]) == 200
    check(reader, f"shelf-{name}", dark=True)


@pytest.mark.parametrize("name", WAITING)
def test_what_waits_shows_its_stub(reader: Reader, name: str) -> None:
    assert reader.go(f"/datasets/{name}") == 200
    assert "waiting for context" in reader.page.content().lower()
    assert reader.page.locator("[data-explorer], table").count() == 0


@pytest.mark.parametrize("name", TOLD)
def test_a_page_has_its_licence_people_and_charts_and_stays_light(
    library: Library, name: str
) -> None:
    page = httpx.get(f"{library.address}/datasets/{name}").text
    assert len(gzip.compress(page.encode(), 6)) < HEAVIEST
    assert re.search(r"<b>Licence|Licence:", page)
    assert page.index('id="people"') < page.index('id="versions"')
    assert page.count('data-chart="') == CHARTS[name]


@pytest.mark.parametrize("name", ["countries-of-the-world", "french-town-groupings"])
def test_releases_stand_with_their_own_names(library: Library, name: str) -> None:
    versions = httpx.get(f"{library.address}/api/v1/datasets/{name}/versions").json()["versions"]
    assert len(versions) >= 4
    assert all(each["label"] and each["published_on"] for each in versions)
    assert all(each["change"] for each in versions[:-1])


def asked(sql: str) -> list[tuple[Any, ...]]:
    """The file itself, without the library."""
    return duckdb.sql(sql).fetchall()


def matching(reader: Reader) -> int:
    said = re.search(r"([\d,]+) of", Charts(reader.page).sentence)
    assert said, Charts(reader.page).sentence
    return int(said[1].replace(",", ""))


def choose(reader: Reader, column: str, value: str) -> None:
    """One value of the chart of a column, by its box."""
    box = reader.page.locator(
        f'[data-chart]:has-text("{column}") tr[data-code]:has(span:text-is("{value}")) input'
    ).first
    box.scroll_into_view_if_needed()
    box.check()
    expect(reader.page).to_have_url(re.compile("/view/"))
    reader.unfold()  # a folded table counts nothing until somebody looks
    # The first question of a large table waits until its process has compiled what counts.
    expect(reader.page.locator("[data-chart][aria-busy]")).to_have_count(0, timeout=40_000)
    reader.page.wait_for_timeout(300)


def test_bird_strikes_of_a_state_are_those_in_the_file(reader: Reader) -> None:
    reader.explorer("/datasets/bird-strikes")
    choose(reader, "Origin State", "Texas")
    rows = f"read_csv('{SHELF}/bird-strikes/birdstrikes.csv', all_varchar = true)"
    texas = f"FROM {rows} WHERE \"Origin State\" = 'Texas'"
    assert [(matching(reader),)] == asked(f"SELECT count(*) {texas}")
    years = dict(asked(f'SELECT left("Flight Date", 4), count(*) {texas} GROUP BY 1'))
    chart = reader.page.locator('[data-chart][data-kind="time"]')
    assert {name: n for name, n in Charts(reader.page).table(chart) if n} == years


def test_three_million_flights_answer_from_one_airport(reader: Reader) -> None:
    reader.explorer("/datasets/flights")
    choose(reader, "origin", "ORD")
    chicago = f"FROM '{FLIGHTS}' WHERE origin = 'ORD'"
    assert [(matching(reader),)] == asked(f"SELECT count(*) {chicago}")
    chart = reader.page.locator('[data-kind="histogram"]:has-text("Rows by delay")').first
    drawn = dict(Charts(reader.page).table(chart))
    between = asked(f"SELECT count(*) {chicago} AND delay >= 0 AND delay < 10")
    assert [(drawn["0 to 9"],)] == between


def test_earthquakes_of_a_day_are_those_in_the_file(reader: Reader) -> None:
    reader.explorer("/datasets/earthquakes")
    ends = reader.page.locator('[data-kind="time"] input[type=date]')
    for end, day in ((ends.nth(0), "2018-02-04"), (ends.nth(1), "2018-02-05")):
        end.fill(day)
        end.press("Enter")
    expect(reader.page).to_have_url(re.compile("/view/"))
    file = f"{SHELF}/earthquakes/earthquakes.json"
    found = f"(SELECT unnest(features).properties.time AS at_ms FROM read_json('{file}'))"
    day = "epoch_ms(at_ms) >= DATE '2018-02-04' AND epoch_ms(at_ms) < DATE '2018-02-05'"
    assert [(matching(reader),)] == asked(f"SELECT count(*) FROM {found} WHERE {day}")
