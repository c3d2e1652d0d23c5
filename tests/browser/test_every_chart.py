"""Every kind of chart as it stands on a screen: prepared, counted anew, on its own page, protected."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.browser.looking import DESK, PHONE, PICTURES, Reader
from tests.browser.picturing import seen, spec_of, token_of
from tests.browser.running import Hand, Library, serving, stacks

pytestmark = pytest.mark.browser

BIRDS, QUAKES, RAIN = "bird-strikes", "earthquakes", "seattle-weather"
SIDES = (DESK, PHONE)
SPEED = "Speed IAS in knots"
PHASE = "Phase of flight"
TEXAS, COUNTRY = "geonames:4736286", "geonames:6252001"
YEAR = {"column": "Flight Date", "from": "2000-01-01", "to": "2001-01-01"}
BEFORE = {"column": "Flight Date", "from": "1999-01-01", "to": "2000-01-01"}

Facts = dict[str, Any]


def chart(kind: str, *columns: str, **more: Any) -> Facts:
    return {"kind": kind, "columns": list(columns), **more}


def taken(take: str, of: str) -> Facts:
    return {"take": take, "of": of}


VIEWS: dict[str, tuple[str, list[Facts], list[Facts], Any]] = {
    "numbers": (
        BIRDS,
        [
            chart("histogram", SPEED),
            chart("bars", PHASE),
            chart("time", "Flight Date", measure=taken("mean", SPEED)),
            chart("ranked", "Wildlife Species", measure=taken("median", SPEED)),
        ],
        [{"column": "Origin State", "any_of": ["California", "Texas"]}],
        None,
    ),
    "multiples": (
        BIRDS,
        [
            chart("multiples", "Flight Date", PHASE, inner="time"),
            chart("multiples", "Wildlife Size", PHASE, inner="bars"),
        ],
        [],
        None,
    ),
    "maps": (
        QUAKES,
        [
            chart("areas", "country"),
            chart("grid", "longitude", "latitude", focus=True),
            chart("points", "mag", "gap"),
        ],
        [{"column": "mag", "from": 2}],
        None,
    ),
    "place": (BIRDS, [chart("bars", PHASE)], [{"place": TEXAS}], {"place": COUNTRY}),
    "period": (BIRDS, [chart("bars", PHASE), chart("histogram", SPEED)], [YEAR], BEFORE),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three books of the shelf, which have every kind of chart between them."""
    folder = tmp_path_factory.mktemp("charts")
    books = [part for book in (BIRDS, QUAKES, RAIN) for part in ("--book", book)]
    stacks(folder / "home", "demo", "--no-serve", *books)
    with serving(folder / "home", folder / "said") as found:
        yield found


@pytest.fixture(scope="module")
def steward(library: Library) -> Iterator[Hand]:
    with httpx.Client(base_url=library.address, timeout=60) as client:
        found = Hand(client)
        found.sign_in(library.sign_in_link())
        yield found


def view_of(library: Library, name: str) -> str:
    """The end of a view's address: dataset, version and token."""
    slug, charts, filters, compare = VIEWS[name]
    spec = spec_of(library.address, slug) | {"charts": charts, "filters": filters}
    if compare:
        spec["compare"] = compare
    return f"/datasets/{slug}/v/{spec['version']}/{{}}/{token_of(spec)}"


@pytest.mark.parametrize(
    ("slug", "kinds"),
    [
        (BIRDS, {"time", "areas", "bars", "histogram"}),
        (QUAKES, {"time", "areas", "grid", "bars"}),
        (RAIN, {"time", "histogram"}),
    ],
)
def test_prepared_charts_can_be_read(reader: Reader, slug: str, kinds: set[str]) -> None:
    reader.explorer(f"/datasets/{slug}")
    drawn = reader.page.locator("#explore figure").evaluate_all(
        "all => all.map(it => it.dataset.kind)"
    )
    assert kinds <= set(drawn)
    assert seen(reader, f"chart-{slug}", widths=SIDES) == []


@pytest.mark.parametrize("name", VIEWS)
def test_counted_charts_can_be_read(reader: Reader, library: Library, name: str) -> None:
    assert reader.go(view_of(library, name).format("view")) == 200
    drawn = reader.page.locator("#explore figure").evaluate_all(
        "all => all.map(it => it.dataset.kind)"
    )
    assert drawn == [each["kind"] for each in VIEWS[name][1]]
    once = name != "place"  # it has no part that the others have not
    assert seen(reader, f"chart-counted-{name}", widths=SIDES, axe=once) == []


def test_charts_of_the_explore_page_can_be_read(reader: Reader, library: Library) -> None:
    assert reader.go(view_of(library, "maps").format("explore")) == 200
    assert seen(reader, "chart-explore", widths=SIDES, axe=False) == []


@pytest.mark.parametrize("name", VIEWS)
def test_every_counted_chart_is_a_picture_to_take_along(
    reader: Reader, library: Library, name: str
) -> None:
    """Text is text, the foot is whole, and nothing leaves the sheet."""
    at = view_of(library, name).format("view")
    for place, asked in enumerate(VIEWS[name][1]):
        address = f"{at}/chart-{place}.svg"
        answer = httpx.get(f"{library.address}{address}")
        drawn = ET.fromstring(answer.content)
        said = [line.text or "" for line in drawn.iter("{http://www.w3.org/2000/svg}text")]
        assert any(line.startswith("Licence:") for line in said), address
        assert f"/datasets/{VIEWS[name][0]}/v/1" in " ".join(said)
        assert any("picture made on" in line for line in said)
        reader.page.set_viewport_size({"width": 728, "height": int(float(drawn.attrib["height"]))})
        reader.page.set_content(answer.text)
        PICTURES.mkdir(exist_ok=True)
        reader.page.screenshot(path=PICTURES / f"poster-{name}-{asked['kind']}.png")
        left = reader.page.evaluate(
            "[...document.querySelectorAll('text')].filter(it => {"
            " const box = it.getBoundingClientRect();"
            " return box.width && (box.left < 0 || box.right > 728.5) })"
            ".map(it => it.textContent)"
        )
        assert left == []


def test_a_poster_speaks_german(library: Library) -> None:
    address = view_of(library, "maps").format("view")
    asked = {"Accept-Language": "de"}
    text = httpx.get(f"{library.address}{address}/chart-2.svg", headers=asked).text
    assert "Zeilen nach mag und gap" in text
    assert "Von links nach rechts: mag." in text
    assert 'lang="de"' in text


def test_small_groups_stay_hidden_and_the_charts_can_be_read(
    reader: Reader, steward: Hand, library: Library
) -> None:
    steward.post(f"/datasets/{RAIN}/groups", threshold="5", reason="Somebody may know a day.")
    reader.explorer(f"/datasets/{RAIN}")
    said = reader.page.locator("#explore").inner_text()
    assert "Groups of fewer than 5 rows are not shown: Somebody may know a day." in said
    counts = reader.page.locator("#explore [data-count]").evaluate_all(
        "all => all.map(it => Number(it.textContent.replace(',', '')))"
    )
    assert [n for n in counts if 0 < n < 5] == []
    assert seen(reader, "chart-protected", widths=SIDES) == []
    refused = spec_of(library.address, RAIN) | {"charts": [chart("ranked", "weather")]}
    address = f"/datasets/{RAIN}/v/1/view/{token_of(refused)}/chart-0.svg"
    assert httpx.get(f"{library.address}{address}").status_code == 409
