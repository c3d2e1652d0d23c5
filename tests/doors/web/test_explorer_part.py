"""The explorer's part of a page: whole without script; with script, charts that filter each other."""

import contextlib
import re
import shutil
import threading
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from commonstacks.workshop.views.cubes import build, open_cube
from commonstacks.workshop.views.drawing import Addresses, Note, picture
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec, Within
from commonstacks.workshop.views.tokens import cube_digest, from_token, token

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/commonstacks/doors/web/static"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
CHARTS = (Chart("grid", ("lon", "lat")), Chart("bars", ("kind",)), Chart("histogram", ("size",)))
SPEC = ViewSpec("trees", 1, "0f" * 32, CHARTS)
REASONS = (
    "Shown because of the place.",
    "Shown because of the kind.",
    "Shown because of the size.",
)
KINDS = [f"kind {n:02}" for n in range(25)]
VIEWS = "/datasets/trees/v/1/view/"
NOTES = (
    Note("kind", "Not recorded", "Who chose the <kinds>.", "suggested"),
    Note(None, "Read this first", "Trees on private ground are not in it.", ""),
)


def row(n):
    return {
        "lon": None if n % 40 == 0 else (n * 37 % 400) / 4,
        "lat": (n * 53 % 200) / 4 - 10,
        "kind": None if n % 29 == 0 else KINDS[n * n % 25],
        "size": None if n % 31 == 0 else n * 7 % 90,
    }


ROWS = [row(n) for n in range(1500)]


def count(test):
    return sum(1 for item in ROWS if test(item))


@pytest.fixture(scope="module")
def derived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived")
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "table.parquet")
    build(folder / "table.parquet", CHARTS, folder / "cubes")
    return folder


def section(derived, *filters):
    cube = open_cube(CHARTS, derived / "cubes")
    addresses = Addresses(VIEWS, "/cube.arrow", "/cube.json")
    spec = replace(SPEC, filters=tuple(filters))
    drawn = picture(cube.snapped(spec), cube, addresses, REASONS, notes=NOTES)
    return render_to_string("_parts/explorer/section.html", {"explorer": drawn})


class Seen(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_without_script_the_charts_the_sentence_and_the_tables_are_there(derived):
    seen = Seen(section(derived, AnyOf(("kind",), ("kind 01", None))))
    rows = count(lambda item: item["kind"] in ("kind 01", None))
    assert f"Showing {rows:,} of 1,500 rows where kind is missing or kind 01, at version 1." in (
        seen.text
    )
    assert [f["aria-label"] != "" for t, f in seen.tags if f.get("role") == "img"] == [True, True]
    assert seen.text.count("The same numbers as a table") == 3
    ticked = [f["value"] for t, f in seen.tags if t == "input" and "checked" in f]
    assert len(ticked) == 2
    assert "0" in ticked
    assert "Who chose the <kinds>." in seen.text
    assert "Trees on private ground" in seen.text


def test_nothing_in_it_needs_an_exception_from_the_content_policy(derived):
    tags = Seen(section(derived, Within(("lon", "lat"), 0, 0, 20, 20))).tags
    assert [tag for tag, facts in tags if "style" in facts or tag in ("script", "style")] == []
    assert [name for _, facts in tags for name in facts if name.startswith("on")] == []


def test_ids_are_unique_and_every_field_has_a_name(derived):
    tags = Seen(section(derived)).tags
    ids = [facts["id"] for _, facts in tags if "id" in facts]
    assert len(ids) == len(set(ids))
    assert all(facts.get("name") for tag, facts in tags if tag == "input")


def test_a_table_with_nothing_to_chart_has_no_explorer():
    assert render_to_string("_parts/explorer/section.html", {"explorer": None}).strip() == ""


def test_numbers_in_drawings_stay_numbers_in_every_language(derived):
    with translation.override("de"):
        html = section(derived, Within(("lon", "lat"), 0, 0, 20, 20))
    drawn = re.findall(r' (?:x|y|width|height|viewBox)="([^"]*)"', html)
    assert [text for text in drawn if "," in text or "\xa0" in text] == []


# ---- in a browser ------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trees</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/static/app/fonts.css">
<link rel="stylesheet" href="/static/web/site.css">
<link rel="stylesheet" href="/static/web/explorer.css"></head>
<body><main><h1>Trees</h1>{section}</main>
<script type="module" src="/static/app/explorer.js"></script></body></html>"""


@pytest.fixture(scope="module")
def site(derived, tmp_path_factory):
    if not (STATIC / "app/explorer.js").exists():
        pytest.skip("the front end is not built")
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(STATIC, folder / "static")
    name = cube_digest(CHARTS)
    for ending in ("arrow", "json"):
        shutil.copy(derived / f"cubes/{name}.{ending}", folder / f"cube.{ending}")
    (folder / "index.html").write_text(PAGE.format(section=section(derived)))
    near = section(derived, AnyOf(("kind",), ("kind 01",)), Between(("size",), 20.0, 40.0))
    (folder / "filtered.html").write_text(PAGE.format(section=near))
    (folder / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    if AXE.exists():
        shutil.copy(AXE, folder / "axe.js")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


PAINTED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
"""Chromium drops what a pointer does before the first frame is on the screen."""


@contextlib.contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()


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
def test_a_brush_on_the_map_filters_the_bars_without_a_request(page):
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
    assert [url for url in asked if not url.endswith("favicon.svg")] == []


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
