"""The two charts: what one chooses the other counts, and the address keeps it."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from tests.browser.charts import (
    LAT,
    LON,
    ROWS,
    Charts,
    asked_of_file,
    by_state,
    drag,
    inside,
)
from tests.browser.looking import PHONE, POSTAL, Reader, Readers, text_of

pytestmark = pytest.mark.browser

EAST = ((0.62, 0.45), (0.85, 0.8))


@pytest.fixture
def charts(reader: Reader) -> Charts:
    reader.explorer(POSTAL)
    return Charts(reader.page)


def test_box_on_map_counts_bars_without_a_request(reader: Reader, charts: Charts) -> None:
    assert charts.counts() == by_state("true")
    before = len(reader.asked)
    charts.brush(*EAST)
    expected = by_state(inside(charts.box))
    assert charts.counts() == expected
    assert f"Showing {sum(expected.values()):,} of 42,049 rows" in charts.sentence
    assert [request.url for request in reader.asked[before:]] == []


def test_bar_counts_map_and_table_and_sentence(charts: Charts) -> None:
    charts.map.get_by_text("The same numbers as a table").click()
    before = charts.drawn()
    charts.bar("TX").check()
    assert charts.drawn() != before
    squares = asked_of_file(
        f"SELECT count(*) AS n FROM {ROWS} WHERE state = 'TX' "
        f"GROUP BY floor({LON} * 2), floor({LAT} * 2) ORDER BY n DESC LIMIT 99"
    )
    shown = [count for _, count in charts.table(charts.map)]
    assert shown[:-1] == [count for (count,) in squares]
    assert "state is Texas" in charts.sentence
    assert f"Showing {by_state('true')['Texas']:,} of" in charts.sentence


def test_areas_are_chosen_one_by_one_and_narrow_the_map(charts: Charts) -> None:
    before = charts.drawn()
    charts.areas.nth(0).click()
    charts.areas.nth(1).click()
    chosen = charts.filters[0]["any_of"]
    assert len(chosen) == 2
    assert charts.drawn() != before
    held = sum(by_state(f"state IN ('{chosen[0]}', '{chosen[1]}')").values())
    assert f"Showing {held:,} of 42,049 rows" in charts.sentence
    for state in chosen:
        assert charts.bar(state).is_checked()
    charts.areas.nth(0).click()
    charts.areas.nth(1).click()
    assert charts.filters == []


def test_table_holds_the_numbers_of_the_bars(charts: Charts) -> None:
    charts.brush(*EAST)
    charts.bars.get_by_text("The same numbers as a table").click()
    listed = {name: count for name, count in charts.table(charts.bars) if count}
    assert listed == charts.counts() == by_state(inside(charts.box))


def test_by_keyboard_alone(reader: Reader, charts: Charts) -> None:
    keyboard = reader.page.keyboard
    reader.tab_to(charts.map.get_by_text("Choose a box by its edges"))
    keyboard.press("Enter")
    reader.tab_to(charts.map.get_by_label("West"))
    for _ in range(60):
        keyboard.press("ArrowUp")
    assert charts.counts() == by_state(inside(charts.box))
    assert charts.box[0] > -125
    keyboard.press("Escape")
    assert charts.counts() == by_state("true")
    texas = charts.bar("TX")
    reader.tab_to(texas)
    keyboard.press("Enter")
    assert texas.is_checked()
    assert "state is Texas" in charts.sentence
    expect(reader.page.locator("[data-live]")).to_contain_text("state is Texas")
    keyboard.press("Space")
    assert charts.filters == []
    keyboard.press("Space")
    keyboard.press("Escape")
    assert "Showing all 42,049 rows" in charts.sentence
    assert texas.evaluate("it => it === document.activeElement")


def test_touch_on_a_phone(readers: Readers) -> None:
    reader = readers.open(PHONE, has_touch=True, is_mobile=True)
    reader.explorer(POSTAL)
    charts = Charts(reader.page)
    charts.ground.scroll_into_view_if_needed()
    reader.page.touchscreen.tap(*charts.at(0.8, 0.6))
    tapped = charts.box
    assert [tapped[2] - tapped[0], tapped[3] - tapped[1]] == [0.5, 0.5]
    charts.page.get_by_role("link", name="Show all rows").tap()
    charts.ground.scroll_into_view_if_needed()
    drag(charts, (0.6, 0.6), (0.85, 0.75))
    assert charts.box[2] - charts.box[0] > 10
    assert charts.counts() == by_state(inside(charts.box))


def test_address_shows_the_same_numbers_elsewhere(readers: Readers, charts: Charts) -> None:
    charts.brush(*EAST)
    charts.bar("GA").check()
    shown, said, address = charts.counts(), charts.sentence, charts.address
    assert f"{POSTAL}/v/1/view/" in address
    for script in (False, True):
        other = readers.open(java_script_enabled=script)
        other.go(address.removeprefix(other.home))
        again = Charts(other.page)
        assert (again.counts(), again.sentence) == (shown, said)
        assert again.bar("GA").is_checked()


def test_undo_and_back(reader: Reader) -> None:
    reader.go("/")
    reader.explorer(POSTAL)
    charts = Charts(reader.page)
    charts.brush(*EAST)
    first = charts.counts()
    charts.brush((0.2, 0.3), (0.4, 0.8))
    assert charts.counts() != first
    charts.page.get_by_role("button", name="Undo").click()
    assert charts.counts() == first == by_state(inside(charts.box))
    charts.page.get_by_role("button", name="Undo").click()
    assert charts.filters == []
    charts.brush(*EAST)
    address = charts.address
    reader.page.go_back()
    expect(reader.page).to_have_url(f"{reader.home}/")
    reader.page.go_forward()
    expect(reader.page).to_have_url(address)
    expect(reader.page.locator(".explorer-live")).to_be_attached()
    assert charts.counts() == first


def test_link_is_copied_and_cited(readers: Readers) -> None:
    reader = readers.open(permissions=["clipboard-read", "clipboard-write"])
    reader.explorer(POSTAL)
    charts = Charts(reader.page)
    charts.brush(*EAST)
    address = charts.address
    reader.page.get_by_role("button", name="Copy the link").click()
    assert reader.page.evaluate("navigator.clipboard.readText()") == address
    reader.page.get_by_role("link", name="Link to this view").click()
    expect(reader.page.locator(".banner")).to_contain_text("a fixed view of version 1")
    reader.page.get_by_role("link", name="Share, cite or embed").click()
    expect(reader.page.locator("h1")).to_have_text("Share, cite or embed")
    assert f"{address} " in f"{text_of(reader.page.locator('main .says'))} ".replace(". ", " ")
    assert reader.page.get_by_role("link", name=address).get_attribute("href") == address


def test_nothing_moves_for_those_who_asked_for_stillness(readers: Readers) -> None:
    reader = readers.open(reduced_motion="reduce")
    reader.explorer(POSTAL)
    moving = reader.page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(it => {
          const is = getComputedStyle(it);
          return is.scrollBehavior === 'smooth' || is.animationName !== 'none'
            || is.transitionDuration.split(',').some(time => parseFloat(time) > 0);
        }).map(it => it.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_pointer_to_paint(reader: Reader, charts: Charts) -> None:
    charts.page.evaluate(
        """() => {
          window.waits = [];
          document.querySelector('[data-kind="grid"] [data-plot]').addEventListener('pointermove', (moved) => {
            requestAnimationFrame(() => {
              const painted = new MessageChannel();
              painted.port1.onmessage = () => waits.push(performance.now() - moved.timeStamp);
              painted.port2.postMessage(0);
            });
          });
        }"""
    )
    charts.brush((0.3, 0.3), (0.9, 0.9), steps=60)
    waits = sorted(charts.page.evaluate("waits"))
    p95 = waits[len(waits) * 95 // 100]
    print(f"pointer to paint: {len(waits)} moves, p95 {p95:.0f} ms, most {waits[-1]:.0f} ms")
    assert len(waits) >= 60
    assert p95 < 100


@pytest.mark.parametrize(
    ("path", "script", "whole"),
    [("/", 50, 150), ("/search?q=postal", 50, 150), (POSTAL, 50, 150)],
    ids=["home", "search", "dataset"],
)
def test_weight(reader: Reader, path: str, script: int, whole: int) -> None:
    """In kilobytes, compressed, without fonts."""
    reader.go(path)
    reader.page.wait_for_load_state("networkidle")
    weights = {}
    for request in reader.asked:
        answer = request.response()
        if answer and request.resource_type != "font" and answer.ok:
            weights[request.url] = len(gzip.compress(answer.body(), 6)) / 1000
    scripts = sum(kb for url, kb in weights.items() if url.endswith(".js"))
    print(f"{path}: {sum(weights.values()):.0f} kB, of it scripts {scripts:.0f} kB", weights)
    assert scripts <= script
    assert sum(weights.values()) <= whole
