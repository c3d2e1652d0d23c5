"""The explorer as somebody sees and uses it; and the file it shows, asked without the library."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from playwright.sync_api import Locator, Page

from commonstacks.workshop.places import boundaries
from tests.browser.looking import text_of

CSV = Path(__file__).parents[2] / "src/commonstacks/shelf/us-postal-codes/zipcodes.csv"
ROWS = f"read_csv('{CSV}', all_varchar = true)"
NAMES = {area.key: area.name for area in getattr(boundaries.of("us-state"), "areas", ())}
LON, LAT = "longitude::double", "latitude::double"


def asked_of_file(sql: str) -> list[tuple[Any, ...]]:
    """The file itself, without the library."""
    return duckdb.sql(sql).fetchall()


def by_state(where: str) -> dict[str, int]:
    counts = asked_of_file(f"SELECT state, count(*) FROM {ROWS} WHERE {where} GROUP BY state")
    return {called(state) if state else "missing": count for state, count in counts}


def called(state: str) -> str:
    """What the list calls a state: its name, or its letters where the map does not have it."""
    return NAMES.get(state, state)


def inside(box: list[float]) -> str:
    west, south, east, north = box
    return f"{LON} >= {west} AND {LON} < {east} AND {LAT} >= {south} AND {LAT} < {north}"


@dataclass(frozen=True, slots=True)
class Charts:
    """The page as somebody sees and uses it."""

    page: Page

    @property
    def map(self) -> Locator:
        return self.page.locator('[data-kind="grid"]')

    @property
    def bars(self) -> Locator:
        return self.page.locator('[data-kind="areas"]')

    @property
    def areas(self) -> Locator:
        return self.bars.locator("path[data-codes]")

    @property
    def ground(self) -> Locator:
        return self.map.locator("[data-ground]")

    @property
    def sentence(self) -> str:
        return text_of(self.page.locator("[data-sentence]"))

    @property
    def address(self) -> str:
        return str(self.page.evaluate("location.href"))

    @property
    def filters(self) -> list[dict[str, Any]]:
        """What the address in the bar keeps."""
        token = self.address.rpartition("/view/")[2]
        return json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))["filters"]

    @property
    def box(self) -> list[float]:
        return next(found["within"] for found in self.filters if "within" in found)

    def drawn(self) -> list[str | None]:
        """The squares of the map, a path for each strength."""
        return self.map.locator("[data-plot] path").evaluate_all("all => all.map(p => p.outerHTML)")

    def counts(self) -> dict[str, int]:
        """Every bar that is not empty, folded ones too: its name and what is written at its end."""
        rows = self.bars.locator("tr[data-code]").evaluate_all(
            "all => all.map(r => [r.querySelector('th span').textContent,"
            " r.querySelector('[data-count]').textContent, r.querySelector('text').textContent])"
        )
        assert all(count == end for _, count, end in rows)
        return {name: number(count) for name, count, _ in rows if number(count)}

    def table(self, chart: Locator) -> list[tuple[str, int]]:
        """The rows of “The same numbers as a table”."""
        rows = chart.locator("[data-numbers] tbody tr").evaluate_all(
            "all => all.map(r => [r.cells[0].textContent, r.cells[1].textContent])"
        )
        return [(name, number(count)) for name, count in rows]

    def brush(self, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
        """By mouse; positions are parts of the map from left and from top."""
        self.ground.scroll_into_view_if_needed()
        mouse = self.page.mouse
        mouse.move(*self.at(*start))
        mouse.down()
        mouse.move(*self.at(*end), steps=steps)
        mouse.up()

    def at(self, x: float, y: float) -> tuple[float, float]:
        box = self.ground.bounding_box()
        assert box is not None
        return box["x"] + box["width"] * x, box["y"] + box["height"] * y

    def bar(self, state: str) -> Locator:
        name = re.compile(f"^{re.escape(called(state))}$")
        row = self.bars.locator("tr[data-code]").filter(
            has=self.page.locator("th span").get_by_text(name)
        )
        return row.locator("input")


def number(text: str) -> int:
    return int(text.replace(",", ""))


def drag(charts: Charts, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A finger moves sideways first, as one does who does not want to scroll."""
    touch = charts.page.context.new_cdp_session(charts.page)
    (x0, y0), (x1, y1) = charts.at(*start), charts.at(*end)
    path = [("touchStart", x0, y0)]
    path += [("touchMove", x0 + (x1 - x0) * n / 10, y0) for n in range(1, 11)]
    path += [("touchMove", x1, y0 + (y1 - y0) * n / 5) for n in range(1, 6)]
    for kind, x, y in path:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
