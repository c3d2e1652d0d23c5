"""Somebody who reads in Chromium, and everything the page did that it should not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent / "pictures"
POSTAL = "/datasets/us-postal-codes"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = 1280, 390
HEIGHTS = {DESK: 900, PHONE: 844}


@dataclass
class Reader:
    """One window: ``troubles`` grows while the page is used, ``asked`` holds every request."""

    page: Page
    home: str
    troubles: list[str] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("request", self.note_request)
        self.page.on("console", self.note_message)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def go(self, path: str) -> int:
        """To a page of the library; its status."""
        answer = self.page.goto(f"{self.home}{path}")
        assert answer is not None
        return answer.status

    def note_request(self, request: Request) -> None:
        if "/static/web/icon" not in request.url:  # the browser's own wish, whenever it likes
            self.asked.append(request)
        if request.is_navigation_request():
            self.visited.add(request.url)
        if not request.url.startswith((f"{self.home}/", "data:")):
            self.troubles.append(f"asked another host: {request.url}")

    def note_message(self, message: ConsoleMessage) -> None:
        """Chromium calls a page's own 404 or 422 an error; the tests ask for those."""
        refused = message.text.startswith("Failed to load resource")
        if refused and message.location["url"] in self.visited:
            return
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text} ({message.location['url']})")

    def explorer(self, path: str) -> None:
        """To a page with charts, and down to them: they come alive when somebody is near."""
        self.go(path)
        self.page.locator("[data-explorer]").scroll_into_view_if_needed()
        self.page.wait_for_selector(".explorer-live")
        self.page.wait_for_load_state("networkidle")

    def tab_to(self, wanted: Locator, key: str = "Tab") -> None:
        """By keyboard alone; a control nobody can reach fails here."""
        element = wanted.element_handle()
        for _ in range(250):
            if element.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"Tab never comes to {wanted}")

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")

    def resize(self, width: int, *, dark: bool = False) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def axe(self, *, dark: bool = False, colours: bool = True) -> list[str]:
        """What axe-core finds, a line for each element; in the dark only colours differ.

        Without ``colours`` the one rule is left out that takes half of the time: for a page
        whose colours were looked at in another width.
        """
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        only = {"type": "tag", "values": RULES}
        if dark:
            only = {"type": "rule", "values": ["color-contrast"]}
        ask: dict[str, Any] = {"runOnly": only, "resultTypes": ["violations"]}
        if not colours:
            ask["rules"] = {"color-contrast": {"enabled": False}}
        found = self.page.evaluate("ask => axe.run(document, ask)", ask)
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def too_wide(self) -> int:
        """By how many pixels the page can be scrolled sideways."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


@dataclass
class Readers:
    chromium: Browser
    home: str
    contexts: list[BrowserContext] = field(default_factory=list)
    opened: list[Reader] = field(default_factory=list)

    def open(self, width: int = DESK, *, cookies: list[Any] | None = None, **wishes: Any) -> Reader:
        """A window of its own, with nobody's cookies but those given."""
        size = {"width": width, "height": HEIGHTS[width]}
        context = self.chromium.new_context(viewport=size, locale="en-US", **wishes)
        context.set_default_timeout(20_000)
        context.add_cookies(cookies or [])
        self.contexts.append(context)
        reader = Reader(context.new_page(), self.home)
        self.opened.append(reader)
        return reader

    def close(self) -> list[str]:
        """What the pages complained about, all windows together."""
        for context in self.contexts:
            context.close()
        return [trouble for reader in self.opened for trouble in reader.troubles]


def text_of(found: Locator) -> str:
    return " ".join(found.inner_text().split())


def check(reader: Reader, name: str, *, dark: bool = False) -> None:
    """One load, looked at as it would be on each screen."""
    reader.page.wait_for_load_state("networkidle")
    heads = reader.page.locator("h1").count()
    found = [] if heads == 1 else [f"{name}: {heads} first headings"]
    for night in (False, True) if dark else (False,):
        for width in (DESK, PHONE):
            reader.resize(width, dark=night)
            screen = f"{name} {width}{' dark' if night else ''}"
            PICTURES.mkdir(exist_ok=True)
            picture = PICTURES / f"{screen.replace(' ', '-')}.png"
            reader.page.screenshot(path=picture, full_page=True)
            if wide := reader.too_wide():
                found.append(f"{screen}: {wide} px too wide")
            if not (night and width == PHONE):  # colours do not depend on the width
                seen = reader.axe(dark=night, colours=width == DESK)
                found += [f"{screen}: {line}" for line in seen]
    assert not found, "\n".join(found)
