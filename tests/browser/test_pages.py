"""Every public page, at a desk and on a phone: nothing axe objects to, nothing too wide."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import POSTAL, Reader, check
from tests.browser.running import Library, Source

pytestmark = pytest.mark.browser


PUBLIC = {
    "home": "/",
    "search": "/search",
    "search-word": "/search?q=postal",
    "search-place": "/search?q=codes&place=Puerto+Rico",
    "search-nothing": "/search?q=zeppelin",
    "search-which": "/search?place=Georgia",
    "search-unknown": "/search?q=codes&place=Atlantis",
    "waiting": "/waiting",
    "about": "/about",
    "keeping": "/keeping",
    "sign-in": "/sign-in",
    "dataset": POSTAL,
    "version": f"{POSTAL}/v/1",
    "rows": f"{POSTAL}/v/1/rows",
    "cite": f"{POSTAL}/v/1/cite",
    "embed": f"{POSTAL}/v/1/embed",
    "embed-refused": "/datasets/no-such-dataset/v/1/embed",
    "no-such-page": "/no-such-page",
    "no-such-dataset": "/datasets/no-such-dataset",
    "not-allowed": "/add",
    "stub": "/datasets/{waiting}",
}
DARK = {"home", "search-word", "dataset", "rows", "stub", "keeping", "embed"}
STATUS = {"no-such-page": 404, "no-such-dataset": 404, "embed-refused": 404, "not-allowed": 403}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page(reader: Reader, name: str, waiting: str) -> None:
    assert reader.go(PUBLIC[name].format(waiting=waiting)) == STATUS.get(name, 200)
    check(reader, name, dark=name in DARK)


def test_view_page(reader: Reader) -> None:
    reader.explorer(POSTAL)
    reader.page.locator('[data-chart="1"] input[type=checkbox]').first.check()
    expect(reader.page).to_have_url(re.compile("/view/"))
    reader.explorer(reader.page.url.removeprefix(reader.home))
    check(reader, "view", dark=True)


def test_other_pages_may_frame_the_charts_and_only_them(
    chromium: Browser, library: Library, source: Source
) -> None:
    frames = {name: f"{library.address}{POSTAL}/v/1{name}" for name in ("/embed", "/rows")}
    address = source.offer(
        "frames.html",
        "".join(
            f'<iframe src="{url}" width="800" height="900"></iframe>' for url in frames.values()
        ),
    )
    page = chromium.new_page()
    page.goto(address)
    charts = page.frame_locator("iframe").first
    charts.locator(".explorer-live").wait_for()
    charts.locator('[data-chart="1"] input[type=checkbox]').first.check()
    expect(charts.locator("[data-address]")).to_have_attribute("href", re.compile("/embed/"))
    expect(charts.get_by_text("Read the whole story")).to_be_visible()
    shown = {frame.url for frame in page.frames[1:]}
    assert frames["/rows"] not in shown
    page.close()


def test_sign_in_link_page(reader: Reader, library: Library) -> None:
    reader.go(library.sign_in_link().removeprefix(library.address))
    check(reader, "sign-in-link")


def test_dataset_page_unfolded(reader: Reader) -> None:
    reader.go(POSTAL)
    reader.unfold()
    check(reader, "dataset-unfolded")
