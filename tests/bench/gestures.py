"""One reader in Chromium: opens a page of four charts, brushes one, then another under its filter.

What is timed happens in the page (``watched.js``): from the event of the pointer until the frame
that shows its effect has been painted. The same gestures for every page.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

WATCHED = Path(__file__).with_name("watched.js").read_text(encoding="utf-8")
STEPS = 24
"""Moves of one brush."""
PATIENCE = 120_000  # ms
STILL = 400
"""Milliseconds after which a move is taken to have had no effect; a later one is not counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, and where its charts are: ``first`` and ``second`` are brushed, ``other`` is looked
    at. ``drawn`` are there when the first view is; ``ready`` when it can be brushed."""

    address: str
    drawn: Sequence[str]
    ready: Sequence[str]
    first: str
    second: str
    other: str
    before: str = ""  # said to the page when it is ready, so that nothing is known in advance


@dataclass
class Times:
    """In milliseconds, one list for each thing that is waited for."""

    drawn: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    first_brush: list[float] = field(default_factory=list)
    brush: list[float] = field(default_factory=list)
    second_filter: list[float] = field(default_factory=list)
    second_brush: list[float] = field(default_factory=list)
    tab_megabytes: list[float] = field(default_factory=list)


def visit(chromium: Browser, shown: Shown, round_: int, times: Times) -> Page:
    """In a window of its own, with nothing kept from before. The page stays open."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1200}, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(WATCHED)
    wanted = {"drawn": list(shown.drawn), "ready": list(shown.ready)}
    page.add_init_script(f"bench.wanted = {wanted}")
    page.goto(shown.address)
    page.locator(shown.first).scroll_into_view_if_needed()
    page.wait_for_function("bench.shown.drawn && bench.shown.ready")
    times.drawn.append(page.evaluate("bench.shown.drawn"))
    times.ready.append(page.evaluate("bench.shown.ready"))
    if shown.before:
        page.evaluate(shown.before)
    page.wait_for_timeout(300)
    away = 0.01 * round_
    found = brushed(page, shown.first, shown.other, (0.2 + away, 0.5), 0.6 + away)
    times.first_brush.append(found[0])
    times.brush += found[1:]
    found = brushed(page, shown.second, shown.other, (0.1 + away, 0.5), 0.3 + away)
    times.second_filter.append(found[0])
    times.second_brush += found[1:]
    times.tab_megabytes.append(tab_megabytes(page))
    return page


def brushed(
    page: Page, chart: str, other: str, start: tuple[float, float], end: float
) -> list[float]:
    """A drag from left to right; the first time is counted from the moment the pointer enters."""
    page.locator(chart).scroll_into_view_if_needed()
    page.mouse.move(2, 2)
    page.evaluate("other => bench.watch(other)", other)
    box = page.locator(chart).bounding_box()
    assert box is not None
    x, y = (box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    far = box["x"] + box["width"] * end
    page.evaluate("bench.start()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y)
    page.wait_for_function("bench.samples.length >= 1")
    for step in range(1, STEPS + 1):
        before = page.evaluate("bench.start(), bench.samples.length")
        page.mouse.move(x + 12 + (far - x - 12) * step / STEPS, y)
        with contextlib.suppress(Error):  # a move within one bin changes nothing
            page.wait_for_function(f"bench.samples.length > {before}", timeout=STILL)
    page.mouse.up()
    page.wait_for_timeout(200)
    samples: list[float] = page.evaluate("bench.samples")
    return samples


def tab_megabytes(page: Page) -> float:
    """What the page's own process has in memory."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    facts: Mapping[str, Any] = session.send("Performance.getMetrics")
    heap = {one["name"]: one["value"] for one in facts["metrics"]}["JSHeapUsedSize"]
    return round(heap / 1e6, 1)
