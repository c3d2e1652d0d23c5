"""A line over time and a map of thousands of areas, in a browser."""

import contextlib
import shutil
import threading
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.template.loader import render_to_string

from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.drawing import Addresses, picture
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.shapes import Shape, Shapes
from commonstacks.workshop.views.spec import Chart, ViewSpec
from commonstacks.workshop.views.tokens import cube_digest
from tests.doors.web.explorer_site import AXE, PAGE, STATIC, Quiet, chromium

ACROSS, ALL = 50, 1500
WARDS = [f"w{n:04}" for n in range(ALL)]
SHAPES = tuple(
    Shape(ward, f"Ward {ward}", f"M{n % ACROSS * 10} {n // ACROSS * 10}h9v9h-9z")
    for n, ward in enumerate(WARDS)
)
MAP = Outlines(Shapes(500.0, 300.0, SHAPES, geographic=True))
PAGES = {
    "line": (Chart("time", ("month",), value="jobs"), Chart("bars", ("half",))),
    "many": (Chart("areas", ("ward",), value="rent"), Chart("histogram", ("rent",))),
    "single": (Chart("areas", ("ward",)), Chart("histogram", ("rent",))),
}


def months():
    for n in range(48):
        yield {
            "month": date(2010 + n // 12, 1 + n % 12, 1),
            "jobs": None if n == 20 else 1000.0 + n,
            "half": "first" if n < 24 else "second",
        }


def page_of(folder, site, name):
    charts = PAGES[name]
    rows = [*months()] if name == "line" else [{"ward": w, "rent": n} for n, w in enumerate(WARDS)]
    pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    keys = {ward: ward for ward in WARDS}
    named = {"ward": Named(keys, {ward: f"Ward {ward}" for ward in WARDS})}
    cube = build(folder / f"{name}.parquet", charts, folder / "cubes", named)
    for ending in ("arrow", "json"):
        shutil.copy(folder / f"cubes/{cube_digest(charts)}.{ending}", site / f"{name}.{ending}")
    addresses = Addresses("/view/", f"/{name}.arrow", f"/{name}.json")
    spec = ViewSpec("things", 1, "0f" * 32, charts)
    drawn = picture(spec, cube, addresses, ("a", "b"), outlines=MAP if name != "line" else None)
    html = render_to_string("_parts/explorer/section.html", {"explorer": drawn})
    (site / f"{name}.html").write_text(PAGE.format(section=html))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not (STATIC / "app/explorer.js").exists():
        pytest.skip("the front end is not built")
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(STATIC, folder / "static")
    shutil.copy(AXE, folder / "axe.js")
    (folder / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in PAGES:
        page_of(tmp_path_factory.mktemp(name), folder, name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@contextlib.contextmanager
def opened(browser, site, name, width=1280):
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, reduced_motion="reduce"
    )
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{site}/{name}.html")
    page.wait_for_selector(".explorer-live")
    page.evaluate(
        "async () => { await document.fonts.ready; for (let frame = 0; frame < 3; frame++)"
        " await new Promise(requestAnimationFrame); }"
    )
    yield page
    assert troubles == []
    context.close()


def points(page, selector):
    """The places along a path, rounded as both sides can agree on."""
    text = page.locator(selector).get_attribute("d") or ""
    pairs = [part for part in text.replace("h0", "").replace("M", "L").split("L") if part]
    return [tuple(round(float(number), 1) for number in pair.split()) for pair in pairs]


def test_the_page_draws_the_line_as_the_server_did(browser, site):
    with opened(browser, site, "line") as page:
        whole = points(page, ".line.out")
        assert len(whole) == 47
        assert points(page, "[data-kept]") == whole
        assert points(page, "[data-kept-dots]") == points(page, ".dots.out") == whole


def test_a_range_on_the_line_filters_the_other_chart(browser, site):
    with opened(browser, site, "line") as page:
        box = page.locator('[data-chart="0"] [data-ground]').bounding_box()
        page.mouse.move(box["x"] + 2, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 4 - 2, box["y"] + 60, steps=5)
        page.mouse.up()
        sentence = page.locator("[data-sentence]").text_content()
        assert "month is 2010-01-01 or later but before 2011-01-01" in sentence
        assert page.locator('[data-chart="1"] [data-count]').all_text_contents() == ["12", "0", "0"]
        assert len(points(page, "[data-kept]")) == 12
        page.mouse.move(box["x"] + box["width"] * 20.5 / 48, box["y"] + 20)
        assert (
            page.locator('[data-chart="0"] [data-readout]').text_content()
            == "September 2011: no number"
        )
        page.mouse.move(box["x"] + 2, box["y"] + 20)
        assert (
            page.locator('[data-chart="0"] [data-readout]').text_content() == "January 2010: 1000"
        )


def test_another_chart_makes_months_pale_and_the_summary_follows(browser, site):
    with opened(browser, site, "line") as page:
        page.locator('[data-chart="1"] input[value="2"]').check()
        assert len(points(page, "[data-kept]")) == 24
        said = page.locator('[data-chart="0"] [data-summary]').text_content()
        assert said == "Highest in December 2013: 1047; lowest in January 2012: 1024."


def test_an_unlisted_area_is_chosen_on_the_map_and_listed_then(browser, site):
    with opened(browser, site, "many") as page:
        rows = page.locator('[data-chart="0"] tr[data-code]')
        assert rows.count() == 113
        path = page.locator(f'[data-codes="{code_of("w0007")}"]')
        path.hover()
        assert page.locator('[data-chart="0"] [data-readout]').text_content() == "Ward w0007: 7"
        path.click()
        assert "where ward is Ward w0007" in page.locator("[data-sentence]").text_content()
        chosen = page.locator("[data-first] tr.chosen")
        assert chosen.locator("th span").text_content() == "Ward w0007"
        assert rows.count() == 114
        rest = page.locator("[data-unlisted]").text_content()
        assert rest == "Areas not listed here: 1,387. Choose them on the map."
        chosen.locator("input").press("Space")
        assert page.locator("[data-clear]").is_hidden()
        assert page.locator("[data-first] input").first.evaluate(
            "box => box === document.activeElement"
        )
        assert rows.count() == 113


def code_of(ward):
    """Values with as many rows stand in the order of their letters."""
    return WARDS.index(ward) + 1


def test_areas_of_one_row_each_have_no_bars_and_no_legend(browser, site):
    with opened(browser, site, "single") as page:
        assert page.locator("[data-title]").first.text_content() == "1,500 areas, one row each"
        assert page.locator('[data-chart="0"] [data-legend]').count() == 0
        widths = page.locator("[data-first] tr.value rect").evaluate_all(
            "all => all.map(bar => bar.getAttribute('width'))"
        )
        assert set(widths) == {"0.00%"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_open_to_everybody_and_fits(browser, site, name, width):
    with opened(browser, site, name, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.add_script_tag(url=f"{site}/axe.js")
        found = page.evaluate("axe.run('[data-explorer]').then(told => told.violations)")
        assert [problem["id"] for problem in found] == []
