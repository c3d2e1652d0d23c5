"""How a portal is visited: slowly, and not at all where it does not want it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import guest as guests
from commonstacks.workshop.portals.ckan import Ckan
from commonstacks.workshop.portals.guest import Guest
from tests.workshop.portals import loopback_ckan as loopback

Visit = Callable[..., Guest]
SHIPPED = """User-agent: *
Disallow: /dataset/rate/
Disallow: /revision/
Disallow: /dataset/*/history
Disallow: /api/
Crawl-Delay: 10
"""


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def visit(tmp_path: Path, slept: list[float]) -> Iterator[Visit]:
    with ExitStack() as stack:

        def go(portal: loopback.Ckan, *, pause: float = 0.0, seconds: float = 60.0) -> Guest:
            stack.enter_context(loopback.served(portal))
            allow = frozenset([portal.pair])
            return Guest(tmp_path, allow, pause=pause, seconds=seconds, sleep=slept.append)

        yield go


def walk(portal: loopback.Ckan, guest: Guest) -> int:
    return len(list(Ckan(portal.root, guest).datasets()))


def portal(**wish: object) -> loopback.Ckan:
    records = [loopback.record(n) for n in range(3)]
    return loopback.Ckan(records, rows_at_most=1, **wish)  # type: ignore[arg-type]  # as wished


def test_there_is_a_pause_between_two_questions(visit: Visit, slept: list[float]) -> None:
    there = portal()
    assert walk(there, visit(there, pause=0.5)) == 3
    assert slept == [0.5] * (len(there.asked) - 1)


@pytest.mark.parametrize(("after", "waits"), [("7", 7.0), ("", 1.0), ("soon", 1.0)])
def test_a_busy_server_says_how_long_to_wait(
    visit: Visit, slept: list[float], after: str, waits: float
) -> None:
    there = portal(busy=[(429, after)], robots="")
    assert walk(there, visit(there)) == 3
    assert slept == [waits]


def test_a_date_to_wait_for_is_understood(visit: Visit, slept: list[float]) -> None:
    later = format_datetime(clock.now() + timedelta(seconds=20), usegmt=True)
    there = portal(busy=[(503, later)])
    assert walk(there, visit(there)) == 3
    assert 15 < slept[0] <= 20


def test_longer_than_the_time_there_is_nobody_waits(visit: Visit, slept: list[float]) -> None:
    there = portal(busy=[(429, "3600")] * 9)
    guest = visit(there)
    with pytest.raises(Refusal, match="429"):
        guest.json(f"{there.root}/api/3/action/status_show")
    assert slept == []


def test_a_server_that_stays_busy_is_asked_three_times(visit: Visit, slept: list[float]) -> None:
    there = portal(busy=[(503, "")] * 9)
    guest = visit(there)
    with pytest.raises(Refusal, match="503"):
        guest.json(f"{there.root}/api/3/action/status_show")
    assert (slept, len(there.asked)) == ([1.0, 4.0], 3)


def test_a_portal_that_shuts_out_programs_is_not_walked(visit: Visit) -> None:
    there = portal(robots="User-agent: *\nDisallow: /\n")
    with pytest.raises(Refusal, match="does not want programs"):
        walk(there, visit(there))
    assert there.asked == ["/robots.txt"]


def test_a_rule_that_names_us_counts_for_the_api_too(visit: Visit) -> None:
    there = portal(robots="User-agent: commonstacks\nDisallow: /api/\n")
    with pytest.raises(Refusal, match="does not want programs"):
        walk(there, visit(there))


def test_what_ckan_ships_with_keeps_search_engines_out_and_asks_for_slowness(
    visit: Visit, slept: list[float]
) -> None:
    there = portal(robots=SHIPPED)
    assert walk(there, visit(there, pause=0.5)) == 3
    assert slept == [10.0] * 3
    assert there.asked.count("/robots.txt") == 1


def test_a_web_page_as_robots_txt_says_nothing(visit: Visit) -> None:
    there = portal(robots="<html>User-agent: *\nDisallow: /</html>")
    assert walk(there, visit(there)) == 3


def test_a_robots_txt_that_cannot_be_read_closes_the_portal(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = portal()
    answer = there.answer
    monkeypatch.setattr(
        there, "answer", lambda a: (500, b"", "") if a == "/robots.txt" else answer(a)
    )
    with pytest.raises(Refusal, match=r"robots\.txt of .* cannot be read now"):
        walk(there, visit(there))


def test_nothing_of_the_answers_stays(visit: Visit, tmp_path: Path) -> None:
    there = portal()
    walk(there, visit(there))
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_is_too_large_is_refused(visit: Visit) -> None:
    there = portal()
    guest = visit(there)
    guest.megabytes = 0.0001
    with pytest.raises(Refusal, match="larger than"):
        guest.json(f"{there.root}/api/3/action/package_search?rows=3")


def test_a_silent_server_is_its_trouble_and_no_stop(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise guests.Stopped("Fetching took longer than 60 seconds.")

    guest = visit(portal())
    monkeypatch.setattr(guests.fetcher, "fetch", never)
    with pytest.raises(guests.NotReached, match="longer than 60 seconds"):
        guest.json("https://example.org/api/3/action/status_show")
