"""The explorer as a reader has it, in Chromium through the real server: a million trips (--full: 10
and 100 million too), beside Mosaic's own page and server, with the same gestures in the same run.

Everything is timed in the page, from the pointer's event until its effect is painted. That our
numbers are right is asked of DuckDB on the file, and told.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import httpx
import mosaic_page
from datasette_page import facet
from gestures import Shown, Times, visit
from made_trips import trips
from measuring import Program, save, spread, warm
from playwright.sync_api import Browser, Page, sync_playwright
from shelf_of_one import SLUG, opened, token_of, view_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--full", action="store_true", help="10 and 100 million rows too")
    asked.add_argument("--rows", type=int, action="append", help="in millions, instead")
    asked.add_argument("--folder", type=Path, help="keeps tables and libraries for another time")
    options = asked.parse_args()
    sizes = options.rows or ([1, 10, 100] if options.full else [1])
    facts = {}
    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for millions in sizes:
            folder = (options.folder or Path(own)) / str(millions)
            folder.mkdir(parents=True, exist_ok=True)
            table = trips(folder / "trips.parquet", millions * 10**6)
            warm([table])
            facts[f"{millions}M"] = one = {
                "ours": ours(chromium, folder, table, options.rounds),
                "Mosaic": mosaic(chromium, table, options.rounds),
            }
            if millions <= 10:  # SQLite takes minutes for more
                one["Datasette"] = {"filtered facet": facet(table, folder, min(options.rounds, 3))}
            told(f"{millions}M", one)
    save("page", {"what": "a reader's page of trips", "unit": "ms unless said", "sizes": facts})


def ours(chromium: Browser, folder: Path, table: Path, rounds: int) -> dict[str, Any]:
    """First as the server has just started, with nothing warm; then each reader in a new window."""
    with opened(folder / "library", table) as library:
        address = f"{library.address}/datasets/{SLUG}/v/1"
        shown = page_of(chromium, address)
        cold = Times()
        visit(chromium, shown, 0, cold).context.close()
        times = Times()
        for number in range(1, rounds + 1):
            page = visit(chromium, shown, number, times)
            right = as_in_file(page, table)
            page.context.close()
        return {
            **facts_of(times, cold),
            "as SQL counts": right,
            "filtered facet": spread([narrowed(address, number) for number in range(rounds)]),
            "server, MB": Program(library.pid).megabytes,
        }


def narrowed(address: str, number: int) -> float:
    """Trips of customers by station as a whole page over HTTP, in ms; another filter each time, so
    that nothing is known from before."""
    view = view_of(httpx.get(address).text)
    charts = [{"kind": "bars", "columns": ["origin"]}]
    filters = [
        {"column": "user_type", "any_of": ["Customer"]},
        {"column": "seconds", "from": number + 1},
    ]
    token = token_of({**view, "charts": charts, "filters": filters})
    began = time.perf_counter()
    answer = httpx.get(f"{address}/view/{token}", timeout=600)
    assert answer.status_code == 200, answer.text
    return 1000 * (time.perf_counter() - began)


def page_of(chromium: Browser, address: str) -> Shown:
    """Where the charts over time and over seconds are, and a third one to look at."""
    page = chromium.new_page()
    page.goto(address)
    kinds = page.locator("[data-chart]").evaluate_all(
        "all => all.map(one => [one.dataset.chart, one.dataset.kind])"
    )
    page.close()
    place = {kind: f'[data-chart="{number}"]' for number, kind in reversed(kinds)}
    drawn = [f'[data-chart="{number}"] svg' for number, _ in kinds]
    return Shown(
        address=address,
        drawn=drawn,
        ready=[".explorer-live"],
        first=f"{place['time']} [data-ground]",
        second=f"{place['histogram']} [data-ground]",
        other=place["bars"],
    )


def mosaic(chromium: Browser, table: Path, rounds: int) -> dict[str, Any]:
    if not mosaic_page.installed():
        return {"skipped": "not installed"}
    with mosaic_page.mosaic(table) as (shown, server, loaded):
        cold = Times()
        visit(chromium, shown, 0, cold).context.close()
        times = Times()
        for number in range(1, rounds + 1):
            visit(chromium, shown, number, times).context.close()
        facts = facts_of(times, cold)
        return {**facts, "loaded, s": round(loaded, 1), "server, MB": server.megabytes}


def facts_of(times: Times, cold: Times) -> dict[str, Any]:
    return {
        "first view": {**spread(times.drawn), "cold": round(cold.drawn[0])},
        "ready to brush": {**spread(times.ready), "cold": round(cold.ready[0])},
        "first brush, from entering": spread(times.first_brush),
        "brush": spread(times.brush),
        "first brush under another filter": spread(times.second_filter),
        "brush under another filter": spread(times.second_brush),
        "tab, MB of JavaScript": max(times.tab_megabytes),
    }


def as_in_file(page: Page, table: Path) -> bool:
    """Are the rows that the page says it shows those that SQL finds under the same filters?"""
    said = page.locator("[data-sentence]").inner_text()
    shown = int(re.findall(r"[\d,]*\d", said)[0].replace(",", ""))
    token = page.evaluate("location.pathname.split('/').pop()")
    filters = page.evaluate(
        "token => JSON.parse(atob(token.replaceAll('-', '+').replaceAll('_', '/'))).filters", token
    )
    limits, values = [], []
    for one in filters:
        column = one["column"]
        if "from" in one:
            limits.append(f"{column} >= ?")
            values.append(one["from"])
        if "to" in one:
            limits.append(f"{column} < ?")
            values.append(one["to"])
    asked = f"SELECT count(*) FROM '{table}' WHERE {' AND '.join(limits)}"
    (counted,) = duckdb.execute(asked, values).fetchone() or (None,)
    return bool(limits and counted == shown)


def told(name: str, facts: dict[str, Any]) -> None:
    print(name)
    for who, found in facts.items():
        for what, figure in found.items():
            print(f"  {who}, {what}: {figure}")


if __name__ == "__main__":
    main()
