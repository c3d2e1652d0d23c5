"""A polite visitor of a portal: one question at a time, a pause between two, no when told no."""

from __future__ import annotations

import email.utils
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

from commonstacks.kit import clock, urls
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.portals import fetcher, foreign
from commonstacks.workshop.portals.answers import AGAIN, NotReached

BUSY = (429, 500, 502, 503, 504)
FIRST_WAITS = (1.0, 4.0)  # seconds, where the server does not say how long
LONGEST_DELAY = 10.0  # of what robots.txt may ask between two questions; CKAN ships with 10
ROBOTS_MEGABYTES = 0.5  # RFC 9309 asks to read this much at least
NAME = "Commonstacks"
NAMES_US = re.compile(rf"^\s*user-agent\s*:\s*{NAME}\b", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Guest:
    """Asks a portal's questions through the one outbound door, and waits between them.

    ``folder`` is where answers arrive; they are removed when read. ``seconds`` and ``megabytes``
    bound each answer, waiting for a busy server included; ``pause`` is in seconds; ``sleep`` may
    raise to end the walk. The other arguments are those of ``fetcher.fetch``.
    """

    folder: Path
    allow: frozenset[str]
    seconds: float = 60.0
    megabytes: float = 32.0
    pause: float = 0.5
    agent: str = fetcher.AGENT
    sleep: Callable[[float], None] = time.sleep
    robots: dict[str, Robots] = field(default_factory=dict)
    asked: bool = False

    def json(self, address: str) -> Any:
        """What the server answers, as JSON values. Refuses what cannot be reached or is no JSON."""
        return foreign.parsed(self.bytes_at(address).content)

    def bytes_at(self, address: str) -> Answer:
        """The bytes there and where they were found; a busy server is asked up to three times."""
        until = time.monotonic() + self.seconds
        for wait in FIRST_WAITS:
            try:
                return self.fetch(address, self.megabytes, until)
            except NotReached as busy:
                if busy.status not in BUSY:
                    raise
                wait = asked_wait(busy.after, wait)  # noqa: PLW2901  # its wish replaces our guess
                if time.monotonic() + wait > until:
                    raise
                self.sleep(wait)
        return self.fetch(address, self.megabytes, until)

    def fetch(self, address: str, megabytes: float, until: float) -> Answer:
        if self.asked:
            self.rest()
        self.asked = True
        with tempfile.TemporaryDirectory(dir=self.folder) as room:
            try:
                came = fetcher.fetch(
                    address,
                    Path(room) / "answer",
                    allow=self.allow,
                    seconds=max(1.0, until - time.monotonic()),
                    megabytes=megabytes,
                    agent=self.agent,
                )
            except Stopped as late:  # a slow answer is the server's trouble; the walk is not over
                raise NotReached(late.form, AGAIN, **late.facts) from late
            return Answer(came.path.read_bytes(), came.final_address)

    def rest(self) -> None:
        """The pause between two questions."""
        if self.pause > 0:
            self.sleep(self.pause)

    def check_walk(self, portal: str, question: str) -> None:
        """Refuses a walk that the portal's robots.txt (RFC 9309) does not want; takes its delay.

        ``portal`` is the page that lists the datasets, ``question`` the address that is asked.
        What counts is whether everybody may look at the list, and every rule that names us. CKAN
        ships with ``Disallow: /api/`` for everybody: it keeps search engines from a door that is
        made for programs, and by itself says nothing about the portal's wishes.
        """
        robots = self.robots_of(portal)
        if not robots.may(portal) or (robots.names_us and not robots.may(question)):
            raise Refusal(
                "{host} does not want programs to walk through it.",
                "Its robots.txt says so. Ask the publisher, or add single files by their address.",
                host=urls.host_of(urls.split(portal)),
            )
        if self.pause > 0:
            self.pause = max(self.pause, min(robots.delay, LONGEST_DELAY))

    def robots_of(self, address: str) -> Robots:
        """One look a host: no robots.txt allows everything, an unreachable one nothing."""
        parts = urls.split(address)
        host = f"{parts.scheme}://{parts.netloc.lower()}"
        if host not in self.robots:
            self.robots[host] = self.read_robots(host)
        return self.robots[host]

    def read_robots(self, host: str) -> Robots:
        try:
            until = time.monotonic() + self.seconds
            said = self.fetch(f"{host}/robots.txt", ROBOTS_MEGABYTES, until).content
        except NotReached as absent:
            if 400 <= absent.status < 500 and absent.status not in BUSY:
                return Robots("")
            raise NotReached(
                "The robots.txt of {host} cannot be read now.", AGAIN, host=host
            ) from absent
        return Robots(said.decode("utf-8", errors="replace"))


@dataclass(frozen=True, slots=True)
class Answer:
    content: bytes
    found_at: str


class Robots:
    """What a robots.txt (RFC 9309) says to us."""

    def __init__(self, said: str) -> None:
        page = "" if said.lstrip()[:1] == "<" else said  # a web page in its place says nothing
        self.names_us = NAMES_US.search(page) is not None
        self.rules = RobotFileParser()
        self.rules.parse(page.splitlines())

    def may(self, address: str) -> bool:
        return self.rules.can_fetch(NAME, address)

    @property
    def delay(self) -> float:
        return float(self.rules.crawl_delay(NAME) or 0)


def asked_wait(after: str, otherwise: float) -> float:
    """Seconds that a ``Retry-After`` (RFC 9110, section 10.2.3) asks for."""
    if after.isascii() and after.isdecimal():
        return float(after)
    try:
        until = email.utils.parsedate_to_datetime(after)
    except (TypeError, ValueError):
        return otherwise
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - clock.now()).total_seconds())
