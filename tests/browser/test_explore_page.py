"""The whole page of a view: by keyboard alone, on a phone, over many rows."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.looking import PHONE, POSTAL, Reader, Readers, check, text_of

EXPLORE = f"{POSTAL}/v/1/explore"
expect.set_options(timeout=30_000)  # a view is counted by a process that may have to start


def test_no_fault_and_no_sideways_scroll(reader: Reader) -> None:
    reader.go(f"{EXPLORE}?column=county")
    check(reader, "explore", dark=True)


def test_by_keyboard_from_a_filter_to_a_chart_to_the_last_row(reader: Reader) -> None:
    page = reader.page
    reader.go(EXPLORE)
    reader.tab_to(page.locator("#filter-column"))
    page.keyboard.press("c")  # the first column that begins so: city
    reader.tab_to(page.get_by_role("button", name="Choose"))
    page.keyboard.press("Enter")
    reader.tab_to(page.locator("#filter [name=text]"))
    page.keyboard.type("Springfield")
    page.keyboard.press("Enter")
    expect(page.locator("#filters .parts b")).to_have_text("city contains “Springfield”")

    reader.tab_to(page.locator(".choose-chart [name=column]"))
    page.keyboard.press("s")  # state
    reader.tab_to(page.locator(".choose-chart [name=form]"))
    page.keyboard.press("ArrowDown")
    reader.tab_to(page.get_by_role("button", name="Show this chart"))
    page.keyboard.press("Enter")
    expect(page.locator("#show .parts b").first).to_have_text("state")
    expect(page.locator("#explore")).to_contain_text("The same numbers as a table")

    table = page.locator("[data-rows-url]")
    reader.tab_to(table)
    expect(table).to_have_class(re.compile("rows-live"))
    rows = int(table.get_attribute("data-matching") or 0)
    assert 50 < rows < 200
    page.keyboard.press("End")
    expect(page.locator("tr.here")).to_have_attribute("aria-rowindex", str(rows + 1))
    expect(page.locator("tr.here")).to_contain_text("Springfield")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr.here")).to_have_attribute("aria-rowindex", "3")
    page.go_back()
    page.go_back()
    expect(page.locator("#filters")).to_contain_text("Which rows, by city?")


def test_the_table_scrolls_over_all_rows(reader: Reader) -> None:
    page = reader.page
    reader.go(f"{EXPLORE}#rows")
    table = page.locator("[data-rows-url].rows-live")
    table.wait_for()
    page.locator("[data-jump] input").fill("30,000")
    page.locator("[data-jump] button").click()
    expect(page.locator("tr.here th")).to_have_text("30,000")
    expect(page.locator("tr.here td").nth(4)).to_have_text("NE")  # line 30,001 of the file
    table.evaluate("it => { it.scrollTop = it.scrollHeight }")
    expect(table.locator("th", has_text="42,049")).to_be_visible()
    assert table.locator("tbody tr").count() < 60
    assert page.locator("[data-pager]").is_hidden()
    expect(page.locator("[data-rows-says]")).to_have_text(re.compile("to 42,049 of 42,049"))
    assert table.locator("thead th").first.bounding_box()["y"] >= 0  # the head stays in sight


def test_filters_and_rows_follow_the_brush(reader: Reader) -> None:
    reader.explorer(EXPLORE)
    reader.page.get_by_role("checkbox", name="Ohio", exact=True).check()
    expect(reader.page.locator("#filters .parts b")).to_have_text(re.compile("state is"))
    expect(reader.page.locator("[data-rows-url]")).to_have_attribute("data-matching", "1468")


def test_my_place_is_asked_after_a_press_only(readers: Readers) -> None:
    here = {"longitude": -82.9988, "latitude": 39.9612}
    reader = readers.open(PHONE, geolocation=here, permissions=["geolocation"])
    reader.go(EXPLORE)
    assert not any("near" in request.url for request in reader.asked)
    reader.page.get_by_role("button", name="Use my place").click()
    reader.page.get_by_role("link", name="Ohio", exact=True).click()
    expect(reader.page.locator("#filters .parts b")).to_have_text("the row lies in Ohio")
    asked = [request for request in reader.asked if "near" in request.url]
    assert [request.method for request in asked] == ["POST"]
    assert "latitude=39.96&" in f"{asked[0].post_data}&"
    assert "39.9" not in reader.page.url
    assert reader.too_wide() <= 0
    assert "Ohio" in text_of(reader.page.locator("#filters"))


def test_a_box_that_leaves_few_rows_shows_them_as_points(reader: Reader) -> None:
    page = reader.page
    reader.explorer(EXPLORE)
    figure = page.locator("[data-kind=grid]")
    figure.scroll_into_view_if_needed()
    ground = figure.locator("[data-ground]").bounding_box()
    x, y = ground["x"] + ground["width"] * 0.35, ground["y"] + ground["height"] * 0.4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    says = figure.locator("[role=status]")
    expect(says).to_have_text(re.compile(r"Each point is one row: [0-9,]+ in this box"))
    told = re.search(r"[0-9,]+", text_of(says))
    assert told
    assert figure.locator("circle").count() == int(told[0].replace(",", ""))
    assert figure.locator("circle title").first.text_content()
    page.keyboard.press("Escape")
    expect(figure.locator("circle")).to_have_count(0)


def test_the_last_change_is_undone_and_numbers_are_copied(readers: Readers) -> None:
    reader = readers.open(permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    reader.go(EXPLORE)
    expect(page.locator("[data-undo-view]")).to_be_hidden()
    page.locator("#filter-column").select_option("city")
    page.get_by_role("button", name="Choose", exact=True).click()
    page.locator("#filter [name=text]").fill("Springfield")
    page.keyboard.press("Enter")
    expect(page.locator("#filters .parts b")).to_have_text("city contains “Springfield”")
    numbers = page.locator("#explore-0 .explorer-numbers")
    numbers.locator("summary").click()
    numbers.get_by_role("button", name="Copy the numbers").click()
    expect(numbers.get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].split("\t") == ["state", "Rows"]
    assert copied[1] == "missing\t0"
    assert "Springfield" in copied[-2]
    page.locator("[data-undo-view]").click()
    expect(page.locator("#filters .parts b")).to_have_count(0)


def test_the_page_says_so_where_the_library_does_not_answer(reader: Reader) -> None:
    page = reader.page
    reader.explorer(EXPLORE)
    page.route("**/explore/*", lambda route: route.abort())
    page.get_by_role("checkbox", name="Ohio", exact=True).check()
    note = page.locator("[data-unfollowed]")
    expect(note).to_contain_text("The library did not answer. Nothing is lost")
    expect(page.locator(".sentence")).to_contain_text("state is Ohio")
    page.unroute("**/explore/*")
    note.get_by_role("button", name="Try again").click()
    expect(note).to_have_count(0)
    expect(page.locator("#filters .parts b")).to_have_text(re.compile("state is"))
    reader.troubles.clear()  # the request that did not get through
