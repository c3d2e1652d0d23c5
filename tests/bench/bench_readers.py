"""Fifty people at once on one table: each opens its page, brushes under another filter, searches,
and looks five seconds at each answer, as people do. Asked from a process of its own.

Times are from sending to the last byte, in milliseconds, through the real server.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import httpx
from made_trips import trips
from measuring import Program, save, spread
from shelf_of_one import SLUG, opened, token_of, view_of

PEOPLE, REST = 50, 5.0  # seconds


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--full", action="store_true", help="ten million rows for a minute")
    asked.add_argument("--rows", type=int, help="in millions, instead")
    asked.add_argument("--folder", type=Path, help="keeps tables and libraries for another time")
    options = asked.parse_args()
    millions = options.rows or (10 if options.full else 1)
    with tempfile.TemporaryDirectory() as own:
        folder = (options.folder or Path(own)) / str(millions)
        folder.mkdir(parents=True, exist_ok=True)
        table = trips(folder / "trips.parquet", millions * 10**6)
        with opened(folder / "library", table) as library:
            people = People(library.address)
            asyncio.run(people.live(60 if options.full else 20))
            facts = {**people.facts(), "server, MB": Program(library.pid).megabytes}
    for what, found in facts.items():
        print(f"{what}: {found}")
    save("readers", {"what": f"{PEOPLE} people, {millions}M rows", "unit": "ms", **facts})


class People:
    """What they ask for, and how long it took each time."""

    def __init__(self, address: str) -> None:
        self.version = f"/datasets/{SLUG}/v/1"
        self.client = httpx.AsyncClient(
            base_url=address, timeout=60, limits=httpx.Limits(max_connections=PEOPLE)
        )
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        page = httpx.get(f"{address}{self.version}").text
        self.view = view_of(page)
        self.asks_for_brushes = "data-active-url" in page

    async def live(self, seconds: float) -> None:
        """They come one after the other within a rest, and stay so many seconds."""
        until = time.monotonic() + seconds
        async with self.client:
            await asyncio.gather(*(self.person(number, until) for number in range(PEOPLE)))

    async def person(self, number: int, until: float) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.random() * REST)
        doings = [self.reads, self.searches, self.narrows]
        if self.asks_for_brushes:  # a smaller table is brushed with what the page has
            doings += [self.brushes, self.brushes]
        while time.monotonic() < until:
            await chance.choice(doings)(chance)
            await asyncio.sleep(REST * (0.5 + chance.random()))

    async def reads(self, _: random.Random) -> None:
        await self.asks("a page", self.version)

    async def searches(self, chance: random.Random) -> None:
        await self.asks("a search", f"/search?q={chance.choice(('trips', 'bicycle', 'stations'))}")

    async def narrows(self, chance: random.Random) -> None:
        """A view somebody else may have sent."""
        await self.asks("a view", f"{self.version}/view/{self.token(chance)}")

    async def brushes(self, chance: random.Random) -> None:
        """What the page fetches when a second filter becomes active."""
        charts = self.view["charts"]
        place = next(n for n, chart in enumerate(charts) if chart["kind"] == "histogram")
        asked = f"table={self.view['table']}&chart={place}&view={self.token(chance)}"
        await self.asks("a second filter", f"{self.version}/active?{asked}")

    def token(self, chance: random.Random) -> str:
        """The first view with one period of time."""
        column = next(one["columns"][0] for one in self.view["charts"] if one["kind"] == "time")
        year, month = chance.randint(2016, 2021), chance.randint(1, 12)
        period = {
            "column": column,
            "from": f"{year}-{month:02}-01",
            "to": f"{year + 2}-{month:02}-01",
        }
        return token_of({**self.view, "filters": [period]})

    async def asks(self, what: str, address: str) -> None:
        began = time.perf_counter()
        try:
            answer = await self.client.get(address)
        except httpx.HTTPError as error:
            self.errors.append(f"{what}: {error!r}")
            return
        self.times[what].append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            self.errors.append(f"{what}: {answer.status_code}")

    def facts(self) -> dict[str, Any]:
        whole = sorted(one for times in self.times.values() for one in times)
        told = {what: spread(times) for what, times in sorted(self.times.items())}
        return {**told, "all": spread(whole), "errors": Counter(self.errors)}


if __name__ == "__main__":
    main()
