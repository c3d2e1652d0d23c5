"""A table whose whole cube is too large: four charts, and a second filter while one is brushed."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Locator, Page, expect

from commonstacks.workshop.views.cubes import MOST_CELLS
from tests.browser.charts import number
from tests.browser.looking import PHONE, Reader, Readers, text_of
from tests.browser.running import Hand, Library, Source

pytestmark = pytest.mark.browser

ROWS = 600_000
MADE = f"""
SELECT CASE WHEN a % 97 > 0 THEN DATE '2012-01-01' + CAST(a % 2900 AS INT) END AS day,
  CASE WHEN b % 83 > 0 THEN 'Stop ' || CAST(floor(power((b % 1000) / 1000.0, 2) * 60) AS INT) END
    AS stop,
  CASE WHEN c % 71 > 0 THEN round(((c % 4000) + (d % 4000)) / 100.0 - 20, 1) END AS delay,
  CASE WHEN d % 61 > 0 THEN round(((d // 7 % 3000) + (b // 5 % 3000)) / 100.0, 1) END AS distance
FROM (SELECT hash(i) AS a, hash(i + 10000000) AS b, hash(i * 3 + 7) AS c, hash(i * 5 + 11) AS d
  FROM range({ROWS}) AS t(i))"""
LONGEST = 40_000  # milliseconds: the first time the loops are compiled
DAY, STOP, DELAY, DISTANCE = range(4)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the table is, and its file, which is asked without the library."""

    slug: str
    file: Path

    @property
    def path(self) -> str:
        return f"/datasets/{self.slug}"

    def ask(self, what: str, filters: list[dict[str, Any]], more: str = "") -> list[Any]:
        where = " AND ".join(map(condition, filters)) or "true"
        return duckdb.sql(f"SELECT {what} FROM '{self.file}' WHERE {where} {more}").fetchall()

    def matching(self, filters: list[dict[str, Any]]) -> int:
        return int(self.ask("count(*)", filters)[0][0])

    def stops(self, filters: list[dict[str, Any]]) -> dict[str, int]:
        others = [item for item in filters if item["column"] != "stop"]
        return {
            stop or "missing": n for stop, n in self.ask("stop, count(*)", others, "GROUP BY stop")
        }


def condition(item: dict[str, Any]) -> str:
    column = item["column"]
    if "any_of" in item:
        return " OR ".join(f"{column} IS NOT DISTINCT FROM {value!r}" for value in item["any_of"])
    ends = ((">=", item.get("from")), ("<", item.get("to")))
    return " AND ".join(f"{column} {sign} {end!r}" for sign, end in ends if end is not None)


@pytest.fixture(scope="module")
def shelf(hand: Hand, source: Source) -> Shelf:
    file = source.folder / "stops.parquet"
    duckdb.sql(MADE).write_parquet(str(file))
    duckdb.sql(MADE).write_csv(str(source.folder / "stops.csv"))
    codes = "day, stop, floor(delay / 2), floor(distance / 2)"
    (found,) = duckdb.sql(
        f"SELECT count(*) FROM (SELECT DISTINCT {codes} FROM '{file}')"
    ).fetchall()
    assert found[0] > MOST_CELLS
    return Shelf(hand.take_in(f"{source.address}/stops.csv"), file)


@dataclass(frozen=True, slots=True)
class Charts:
    """The page as somebody sees and uses it."""

    page: Page

    def figure(self, place: int) -> Locator:
        return self.page.locator(f'[data-chart="{place}"]')

    @property
    def sentence(self) -> str:
        return text_of(self.page.locator("[data-sentence]"))

    @property
    def shown(self) -> int:
        found = re.match(r"Showing (?:all )?([\d,]+)", self.sentence)
        assert found, self.sentence
        return number(found[1])

    @property
    def filters(self) -> list[dict[str, Any]]:
        """What the address in the bar keeps."""
        token = str(self.page.evaluate("location.href")).rpartition("/view/")[2]
        if not re.fullmatch(r"[\w-]+", token):
            return []
        found: list[dict[str, Any]] = json.loads(
            base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        )["filters"]
        return found

    def stops(self) -> dict[str, int]:
        """Every bar that is not empty, folded ones too."""
        rows = (
            self.figure(STOP)
            .locator("tr[data-code]")
            .evaluate_all(
                "all => all.map(r => [r.querySelector('th span').textContent,"
                " r.querySelector('[data-count]').textContent])"
            )
        )
        return {name: number(count) for name, count in rows if number(count)}

    def at(self, place: int, part: float) -> tuple[float, float]:
        box = self.figure(place).locator("[data-ground]").bounding_box()
        assert box is not None
        return box["x"] + box["width"] * part, box["y"] + box["height"] / 2

    def press(self, place: int, start: float) -> None:
        self.figure(place).locator("[data-plot]").scroll_into_view_if_needed()
        self.page.mouse.move(*self.at(place, start))
        self.page.mouse.down()

    def brush(self, place: int, start: float, end: float) -> None:
        self.press(place, start)
        self.page.mouse.move(*self.at(place, end), steps=10)
        self.page.mouse.up()

    def counted(self) -> None:
        """Nothing is being counted any more."""
        expect(self.page.locator("figure[aria-busy]")).to_have_count(0, timeout=LONGEST)
        expect(self.page.locator(".explorer-waiting span")).to_have_text("", timeout=LONGEST)


@pytest.fixture
def open_at(readers: Readers, hand: Hand, shelf: Shelf) -> Callable[..., tuple[Reader, Charts]]:
    def opened(*args: Any, **wishes: Any) -> tuple[Reader, Charts]:
        reader = readers.open(*args, cookies=hand.cookies, **wishes)
        reader.explorer(shelf.path)
        return reader, Charts(reader.page)

    return opened


@pytest.fixture
def charts(open_at: Callable[..., tuple[Reader, Charts]]) -> Charts:
    return open_at()[1]


def agree(charts: Charts, shelf: Shelf) -> None:
    charts.counted()
    filters = charts.filters
    assert charts.shown == shelf.matching(filters)
    assert charts.stops() == shelf.stops(filters)


def test_four_charts_are_shown_and_all_rows_are_counted(charts: Charts, shelf: Shelf) -> None:
    kinds = charts.page.locator("[data-chart]").evaluate_all("all => all.map(f => f.dataset.kind)")
    assert kinds == ["time", "bars", "histogram", "histogram"]
    assert "Showing all 600,000 rows" in charts.sentence
    assert charts.stops() == shelf.stops([])


def test_a_brush_counts_what_sql_counts_while_a_second_filter_is_active(
    open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf
) -> None:
    reader, charts = open_at()
    charts.brush(DAY, 0.2, 0.6)
    agree(charts, shelf)
    charts.brush(DELAY, 0.3, 0.7)
    agree(charts, shelf)
    assert [item["column"] for item in charts.filters] == ["day", "delay"]
    before = len(reader.asked)
    charts.brush(DELAY, 0.1, 0.5)
    charts.brush(DELAY, 0.4, 0.9)
    agree(charts, shelf)
    assert reader.asked[before:] == []
    charts.figure(STOP).locator("tr[data-code]").first.locator("input").check()
    agree(charts, shelf)
    charts.brush(DISTANCE, 0.2, 0.5)
    agree(charts, shelf)
    assert len(charts.filters) == 4


def test_undo_and_all_rows(charts: Charts, shelf: Shelf) -> None:
    charts.brush(DAY, 0.2, 0.6)
    charts.brush(DISTANCE, 0.2, 0.5)
    charts.page.get_by_role("button", name="Undo").click()
    agree(charts, shelf)
    assert [item["column"] for item in charts.filters] == ["day"]
    charts.page.get_by_role("link", name="Show all rows").click()
    agree(charts, shelf)
    assert charts.shown == ROWS


def test_by_keyboard_alone(open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf) -> None:
    reader, charts = open_at()
    keyboard = charts.page.keyboard
    for place, text in ((DELAY, "5"), (DISTANCE, "31")):
        reader.tab_to(charts.figure(place).locator(f'[name="c{place}.from"]'))
        keyboard.type(text)
        keyboard.press("Enter")
        agree(charts, shelf)
    assert [item["from"] for item in charts.filters] == [4, 30]
    expect(charts.page.locator("[data-live]")).to_contain_text("distance is 30 or more")
    keyboard.press("Escape")
    agree(charts, shelf)
    assert [item["column"] for item in charts.filters] == ["delay"]


def test_touch_on_a_phone(open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf) -> None:
    _, charts = open_at(PHONE, has_touch=True, is_mobile=True)
    for place in (DELAY, DAY):
        charts.figure(place).locator("[data-plot]").scroll_into_view_if_needed()
        touch = charts.page.context.new_cdp_session(charts.page)
        for kind, part in (("touchStart", 0.3), *(("touchMove", 0.3 + n / 30) for n in range(12))):
            x, y = charts.at(place, part)
            point = [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        agree(charts, shelf)
    assert len(charts.filters) == 2


def test_the_address_shows_the_same_without_script_and_its_form_asks_on(
    readers: Readers, hand: Hand, charts: Charts, shelf: Shelf
) -> None:
    charts.brush(DAY, 0.2, 0.6)
    charts.brush(DELAY, 0.3, 0.7)
    charts.counted()
    shown, path = charts.sentence, charts.page.evaluate("location.pathname")
    reader = readers.open(java_script_enabled=False, cookies=hand.cookies)
    reader.go(path)
    again = Charts(reader.page)
    assert again.sentence == shown
    again.figure(STOP).locator("input").first.check()
    reader.page.get_by_role("button", name="Show the rows I chose").click()
    assert again.shown == shelf.matching(again.filters)
    assert len(again.filters) == 3


def test_a_process_that_dies_in_the_middle_is_not_noticed_for_long(
    open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf, library: Library
) -> None:
    reader, charts = open_at()
    charts.brush(DAY, 0.1, 0.5)
    agree(charts, shelf)
    charts.press(DISTANCE, 0.2)
    killed = kernels(library)
    assert killed
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    charts.page.mouse.move(*charts.at(DISTANCE, 0.6), steps=10)
    charts.page.mouse.up()
    charts.brush(DELAY, 0.3, 0.8)
    agree(charts, shelf)
    assert len(charts.filters) == 3
    assert not set(killed) & set(kernels(library))
    assert [said for said in reader.troubles if "503" not in said] == []
    reader.troubles.clear()  # whoever's question died with it asked again


def kernels(library: Library) -> list[int]:
    """The processes of this library that count over bins."""
    wanted = f"NUMBA_CACHE_DIR={library.home.resolve()}/derived/compiled".encode()
    found = []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and wanted in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:  # somebody else's, or gone
            continue
    return found


def test_what_could_not_be_counted_says_so_and_is_asked_again(
    open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf
) -> None:
    reader, charts = open_at()
    charts.brush(DAY, 0.1, 0.5)
    agree(charts, shelf)
    before = charts.stops()
    charts.page.route(re.compile("/(active|counts)[?]"), lambda route: route.abort())
    charts.brush(DELAY, 0.3, 0.8)
    waiting = charts.page.locator(".explorer-waiting span")
    expect(waiting).to_have_text("Being counted …")
    expect(waiting).to_contain_text("This could not be counted now. Faint", timeout=LONGEST)
    assert charts.stops() == before
    assert charts.figure(STOP).get_attribute("aria-busy") == "true"
    assert charts.figure(DELAY).get_attribute("aria-busy") is None
    assert len(charts.filters) == 2  # the address is kept
    charts.page.unroute_all()
    charts.page.get_by_role("button", name="Try again").click()
    agree(charts, shelf)
    expect(charts.page.get_by_role("button", name="Try again")).to_be_hidden()
    lost = [trouble for trouble in reader.troubles if "ERR_FAILED" in trouble]
    assert lost == reader.troubles
    reader.troubles.clear()


def test_an_emptied_folder_is_filled_again(
    open_at: Callable[..., tuple[Reader, Charts]], shelf: Shelf, library: Library
) -> None:
    (bins,) = (library.home / "derived").glob("*/bins")
    shutil.rmtree(bins)
    shutil.rmtree(bins.with_name("cubes"))
    _, charts = open_at()
    charts.brush(DAY, 0.1, 0.5)
    charts.brush(DELAY, 0.3, 0.8)
    agree(charts, shelf)
    assert list(bins.glob("*/*.codes"))


def test_it_is_readable_for_everybody(open_at: Callable[..., tuple[Reader, Charts]]) -> None:
    reader, charts = open_at()
    charts.brush(DAY, 0.2, 0.6)
    charts.brush(DELAY, 0.3, 0.7)
    charts.counted()
    assert reader.axe() == []
    for width in (PHONE, 1280):
        reader.resize(width)
        assert reader.too_wide() == 0
