"""Charts as they stand on a screen: where their letters lie, how large they are, what is missing."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import httpx

from tests.browser.looking import PICTURES, Reader

SMALLEST = 11.0  # pixels of a letter on the screen
TARGET = 24.0  # pixels of what a finger meets

LOOKED = """() => {
  const found = [];
  const shown = (box) => box.width > 0 && box.height > 0;
  const name = (it) => (it.closest("figure")?.id ?? "") + " “" + it.textContent.trim() + "”";
  const wide = document.documentElement.clientWidth;
  for (const figure of document.querySelectorAll("#explore figure")) {
    const said = figure.querySelector(".explorer-summary")?.textContent.trim() ?? "";
    if (!said) found.push(`${figure.id} has no sentence`);
    const table = figure.querySelector("details.explorer-numbers table");
    if (!table || table.rows.length < 2) found.push(`${figure.id} has no table`);
    if (!figure.querySelector("figcaption b")?.textContent.trim())
      found.push(`${figure.id} has no title`);
    for (const plot of figure.querySelectorAll("svg.explorer-plot")) {
      if (!plot.getAttribute("aria-label")) found.push(`${figure.id} has a drawing without words`);
      const texts = [...plot.querySelectorAll("text")].filter((it) =>
        shown(it.getBoundingClientRect()) && it.textContent.trim());
      const boxes = texts.map((it) => it.getBoundingClientRect());
      texts.forEach((text, place) => {
        const scale = plot.getBoundingClientRect().width / plot.viewBox.baseVal.width;
        const size = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
        if (size < SMALLEST) found.push(`${name(text)} is ${size.toFixed(1)} px small`);
        const box = boxes[place];
        if (box.left < 0 || box.right > wide) found.push(`${name(text)} is cut`);
        for (let other = 0; other < place; other++) {
          const with_ = boxes[other];
          const across = Math.min(box.right, with_.right) - Math.max(box.left, with_.left);
          const down = Math.min(box.bottom, with_.bottom) - Math.max(box.top, with_.top);
          if (across > 1 && down > 3) found.push(`${name(text)} lies on ${name(texts[other])}`);
        }
      });
      if (texts.length < 2 && !plot.classList.contains("explorer-areas"))
        found.push(`${figure.id} has a drawing without an axis`);
    }
    for (const text of figure.querySelectorAll(".explorer-bars text")) {
      const box = text.getBoundingClientRect();
      if (shown(box) && box.right > wide) found.push(`${name(text)} is cut`);
    }
    const rows = [...figure.querySelectorAll(".explorer-bars tr")].map((it) =>
      it.querySelector("th span")?.getBoundingClientRect());
    rows.forEach((box, place) => {
      const before = rows[place - 1];
      if (box && before && shown(box) && shown(before) && before.bottom - box.top > 1
          && before.left < box.right && box.left < before.right && before.top < box.top)
        found.push(`${figure.id}: names of bars lie on each other`);
    });
  }
  const targets = "#explore :is(summary, button, .explorer-take a, .explorer-bars label, .button)";
  for (const it of document.querySelectorAll(targets)) {
    const box = it.getBoundingClientRect();
    if (shown(box) && box.height < TARGET) found.push(`${name(it)} is ${box.height} px high`);
  }
  return found;
}"""


def looked(reader: Reader) -> list[str]:
    """What is wrong with the charts of this page on this screen, a line each."""
    script = LOOKED.replace("SMALLEST", str(SMALLEST)).replace("TARGET", str(TARGET))
    return list(reader.page.evaluate(script))


def seen(reader: Reader, name: str, *, widths: tuple[int, ...], axe: bool = True) -> list[str]:
    """Pictures of the charts in each width, light and dark, and everything wrong in them. Without
    ``axe`` for a page whose parts are looked at elsewhere: it takes most of the time."""
    found = []
    PICTURES.mkdir(exist_ok=True)
    for night in (False, True):
        for width in widths:
            reader.resize(width, dark=night)
            screen = f"{name} {width}{' dark' if night else ''}"
            picture = PICTURES / f"{screen.replace(' ', '-')}.png"
            reader.page.locator("#explore").screenshot(path=picture)
            if wide := reader.too_wide():
                found.append(f"{screen}: {wide} px too wide")
            if not night:
                found += [f"{screen}: {line}" for line in looked(reader)]
            if axe and width == widths[0]:
                found += [f"{screen}: {line}" for line in reader.axe(dark=night)]
    return found


def spec_of(home: str, slug: str) -> dict[str, Any]:
    """The view of all rows, as the dataset's page keeps it."""
    page = httpx.get(f"{home}/datasets/{slug}").text
    found = re.search(r'name="spec" value="([^"]+)"', page)
    assert found is not None
    token = found[1]
    spec: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    return spec


def token_of(spec: dict[str, Any]) -> str:
    """The last part of a view's address, as the library writes it."""
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
