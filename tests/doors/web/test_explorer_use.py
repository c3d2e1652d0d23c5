"""The explorer in a browser: charts that filter each other, by pointer, touch and keyboard."""

import re

import pytest

from commonstacks.workshop.views.spec import AnyOf
from commonstacks.workshop.views.tokens import from_token, token
from tests.doors.web.explorer_site import (
    AXE,
    SHAPES,
    SPEC,
    STATIC,
    VIEWS,
    WARDS,
    chromium,
    count,
    derive,
    serve,
)

PAINTED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
"""Chromium drops what a pointer does before the first frame is on the screen."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not (STATIC / "app/explorer.js").exists():
        pytest.skip("the front end is not built")
    folder = derive(tmp_path_factory.mktemp("derived"))
    with serve(folder, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser, site):
    # Where the reader wants no motion, the page scrolls at once: a pointer then hits what it aims at.
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else 0)
    page.route("**/points.json*", lambda route: route.fulfill(json={"points": []}))
    page.goto(f"{site}/index.html")
    page.wait_for_selector(".explorer-live")
    page.evaluate(PAINTED)
    yield page
    assert page.troubles == []
    context.close()


def number(page, text):
    return int(re.search(r"Showing ([\d,]+) of", text)[1].replace(",", ""))


def address_of(page):
    """Asked of the page itself: ``page.url`` lags behind a replaced address."""
    return page.evaluate("location.pathname").rsplit("/", 1)[1]


@pytest.mark.browser
def test_a_brush_on_the_map_filters_the_bars_and_asks_only_for_the_points(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))  # the icon: by the browser
    ground = page.locator("#explore-0 [data-ground]").bounding_box()
    page.mouse.move(ground["x"] + 60, ground["y"] + 60)
    page.mouse.down()
    page.mouse.move(ground["x"] + 200, ground["y"] + 180, steps=4)
    page.mouse.up()
    (box,) = from_token(address_of(page)).filters
    rows = count(
        lambda item: (
            item["lon"] is not None
            and box.west <= item["lon"] < box.east
            and box.south <= item["lat"] < box.north
        )
    )
    assert 0 < rows < 1500
    assert page.locator("#explore-0 [data-ground]").bounding_box()["y"] == ground["y"]
    assert number(page, page.inner_text("[data-sentence]")) == rows
    bars = page.locator("#explore-1 tr[data-code] [data-count]").all_text_contents()
    assert sum(int(text.replace(",", "")) for text in bars) == rows
    assert page.get_attribute("[data-address]", "href") == VIEWS + address_of(page)
    others = [url for url in asked if not url.endswith("favicon.svg")]
    assert [url.partition("?")[0].rsplit("/", 1)[1] for url in others] == ["points.json"]


@pytest.mark.browser
def test_ticked_bars_filter_the_map_by_keyboard_and_escape_clears(page):
    page.focus("#explore-1 input[value='1']")
    page.keyboard.press("Space")
    page.focus("#explore-1 input[value='2']")
    page.keyboard.press("Enter")
    spec = from_token(address_of(page))
    chosen = spec.filters[0].values
    rows = count(lambda item: item["kind"] in chosen)
    assert len(chosen) == 2
    assert number(page, page.inner_text("[data-sentence]")) == rows
    page.locator("[data-live]", has_text="Showing").wait_for(state="attached")
    page.keyboard.press("Escape")
    assert from_token(address_of(page)) == SPEC
    page.click("[data-undo]")
    assert from_token(address_of(page)) == spec
    page.click("[data-clear]")
    assert address_of(page) == token(SPEC)


@pytest.mark.browser
def test_a_box_can_be_typed_and_the_sentence_leads_back_to_it(page):
    page.click("#explore-0 .explorer-ends summary")
    page.fill("[name='c0.west']", "20.4")
    page.keyboard.press("Tab")
    page.fill("[name='c0.north']", "15")
    page.keyboard.press("Tab")
    (box,) = from_token(address_of(page)).filters
    assert (box.west, box.north) == (20.0, 15.0)
    assert page.input_value("[name='c0.west']") == "20"
    page.click("[data-sentence] a")
    assert page.evaluate("document.activeElement.name") == "c0.west"


@pytest.mark.browser
def test_a_range_of_numbers_is_dragged_and_typed(page):
    ground = page.locator("#explore-2 [data-ground]")
    ground.scroll_into_view_if_needed()
    box = ground.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 50, steps=3)
    page.mouse.up()
    (dragged,) = from_token(address_of(page)).filters
    rows = count(
        lambda item: item["size"] is not None and dragged.low <= item["size"] < dragged.high
    )
    assert number(page, page.inner_text("[data-sentence]")) == rows
    page.fill("[name='c2.to']", "60")
    page.keyboard.press("Enter")
    (typed,) = from_token(address_of(page)).filters
    assert (typed.low, typed.high) == (dragged.low, 60.0)


@pytest.mark.browser
def test_the_table_follows_and_missing_can_be_chosen(page):
    page.check("#explore-2 tr.missing input")
    page.click("#explore-1 .explorer-numbers summary")
    lost = count(lambda item: item["size"] is None)
    assert number(page, page.inner_text("[data-sentence]")) == lost
    cells = page.locator("#explore-1 .explorer-numbers tbody td:nth-child(2)").all_text_contents()
    assert sum(int(text) for text in cells) == lost


@pytest.mark.browser
def test_the_server_draws_what_the_page_draws(page, site):
    """The script's first drawing of a filtered view changes nothing that can be read."""
    plain = page.context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{site}/filtered.html")
    page.goto(f"{site}/filtered.html")
    page.wait_for_selector(".explorer-live")
    parts = "[data-sentence], [data-title], [data-summary], tr[data-code], [data-legend] li"
    texts = [p.locator(parts).all_text_contents() for p in (plain, page)]
    assert texts[0] == texts[1]
    marks = "path, .column, tr[data-code] rect"
    lengths = "all => all.map(e => ['width', 'height', 'y'].map(a => +(+(e.getAttribute(a) || '0').replace('%', '')).toFixed(1)).join() + e.getAttribute('class'))"
    drawn = [p.locator(marks).evaluate_all(lengths) for p in (plain, page)]
    assert drawn[0] == drawn[1]
    plain.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_hangs_over(browser, site, width, scheme):
    if not AXE.exists():
        pytest.skip("axe-core is not installed")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{site}/filtered.html")
    page.wait_for_selector(".explorer-live")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.add_script_tag(url=f"{site}/axe.js")
    found = page.evaluate("axe.run()")["violations"]
    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.browser
def test_a_tap_chooses_a_square_and_a_second_one_lets_go(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}/index.html")
    page.wait_for_selector(".explorer-live")
    page.evaluate(PAINTED)
    page.tap("#explore-0 [data-plot]", position={"x": 150, "y": 60})
    assert len(from_token(address_of(page)).filters) == 1
    page.tap("#explore-0 [data-plot]", position={"x": 150, "y": 60})
    assert from_token(address_of(page)) == SPEC
    context.close()


@pytest.mark.browser
def test_a_click_on_an_area_chooses_it_another_adds_and_a_second_lets_go(page):
    areas = page.locator("#explore-3 path[data-codes]")
    areas.nth(0).click()
    areas.nth(3).click()
    (chosen,) = from_token(address_of(page)).filters
    assert chosen == AnyOf(("ward",), ("north", "west"))
    rows = count(lambda item: item["ward"] in ("north", "west"))
    assert number(page, page.inner_text("[data-sentence]")) == rows
    assert "ward is Ward north or Ward west" in page.inner_text("[data-sentence]")
    ticked = page.locator("#explore-3 tr.chosen th").all_inner_texts()
    assert sorted(text.strip() for text in ticked) == ["Ward north", "Ward west"]
    areas.nth(0).click()
    areas.nth(3).click()
    assert from_token(address_of(page)) == SPEC


@pytest.mark.browser
def test_the_map_follows_its_list_by_keyboard_and_says_what_is_under_the_pointer(page):
    page.focus("#explore-3 input[value='1']")
    over = page.get_attribute("#explore-3 [data-over]", "d")
    assert over in [shape.path for shape in SHAPES[:4]]
    page.keyboard.press("Space")
    assert page.get_attribute("#explore-3 [data-chosen]", "d") == over
    page.keyboard.press("Escape")
    assert from_token(address_of(page)) == SPEC
    page.locator("#explore-3 path[data-name]").hover()
    assert page.inner_text("#explore-3 [data-readout]") == "Ward docks: no rows"


@pytest.mark.browser
def test_areas_turn_pale_where_another_chart_leaves_no_rows(page):
    page.check("#explore-3 tr.missing input")
    page.check("#explore-1 tr.missing input")
    counts = [
        count(lambda item, w=w: item["ward"] == w and item["kind"] is None) for w in WARDS[:4]
    ]
    looks = page.locator("#explore-3 path[data-codes]").evaluate_all(
        "all => all.map(path => path.getAttribute('class'))"
    )
    assert ["k0" in look for look in looks] == [n == 0 for n in counts]


@pytest.mark.browser
def test_the_cube_is_fetched_when_the_section_comes_near(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{site}/far.html")
    page.wait_for_load_state("networkidle")
    assert not {"cube.arrow", "cube.json"} & set(asked)
    top = page.locator("#explore-0").bounding_box()["y"]
    page.locator("#explore").scroll_into_view_if_needed()
    page.wait_for_selector(".explorer-live")
    assert asked.count("cube.arrow") == asked.count("cube.json") == 1
    moved = page.evaluate("window.scrollY")
    assert page.locator("#explore-0").bounding_box()["y"] == pytest.approx(top - moved, abs=1)
    context.close()


@pytest.mark.browser
def test_nothing_jumps_when_the_charts_wake(browser, site):
    """Compared with the page without script, where only the button to ask is more."""
    tops = []
    for script in (False, True):
        context = browser.new_context(
            viewport={"width": 1280, "height": 3000}, java_script_enabled=script
        )
        page = context.new_page()
        page.goto(f"{site}/index.html")
        if script:
            page.wait_for_selector(".explorer-live")
        boxes = [page.locator(f"#explore-{n}").bounding_box() for n in range(4)]
        tops.append([box["height"] for box in boxes])
        context.close()
    assert tops[0] == tops[1]


@pytest.mark.browser
def test_where_the_cube_is_gone_the_picture_and_the_plain_form_stay(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{site}/broken.html")
    page.wait_for_load_state("networkidle")
    assert page.locator(".explorer-live").count() == 0
    assert page.locator("[data-ask]").is_visible()
    assert page.locator("#explore-3 path[data-codes]").count() == 4
    assert troubles == []
    context.close()
