"""A question whose reader left is ended, and nobody else notices."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonstacks.flows import activating, exploration, leaving, reading, wiring
from commonstacks.flows.shown import Lent
from commonstacks.kit import clock
from commonstacks.kit.errors import Stopped
from commonstacks.library.catalog.models import Dataset
from commonstacks.workshop.killable import never
from commonstacks.workshop.views import jobs, tokens
from commonstacks.workshop.views.spec import facts_of, parse
from tests.flows import slow_jobs
from tests.flows.large_tables import binned

NAME = "0123456789abcdef" * 2
OTHER = "f" * 32
SOON = 10.0  # seconds; a question without end lasts thirty


def names(first: int, many: int = leaving.MOST_AT_ONCE) -> list[str]:
    return [f"{number:032x}" for number in range(first, first + many)]


def held() -> set[str]:
    return {sign.name for sign in (wiring.derived() / "left").iterdir()}


def test_who_left_is_known_and_stays_known() -> None:
    left, other = leaving.watch(NAME), leaving.watch(OTHER)
    assert (left(), other()) == (False, False)
    leaving.tell([NAME], clock.now())
    _wait_for(left)
    shutil.rmtree(wiring.derived())
    assert (left(), other()) == (True, False)
    assert not leaving.watch(NAME)()


def test_a_question_that_comes_after_the_word_is_left_at_once() -> None:
    leaving.tell([OTHER, NAME], clock.now())
    assert leaving.watch(NAME)()


BAD = ["", "0" * 31, "0" * 33, "A" * 32, "../" + "0" * 29, "0" * 31 + "\n", "٣" * 32, "\0" * 32]


@pytest.mark.parametrize("bad", BAD)
def test_bad_names_are_never_looked_for_and_never_written(bad: str) -> None:
    assert leaving.watch(bad) is never
    with pytest.raises(ValueError, match="not names"):
        leaving.tell([NAME, bad], clock.now())
    assert not (wiring.derived() / "left").exists()


@pytest.mark.parametrize("many", [0, leaving.MOST_AT_ONCE + 1])
def test_none_or_too_many_are_refused(many: int) -> None:
    with pytest.raises(ValueError, match="not names"):
        leaving.tell(names(0, many), clock.now())


def test_nobody_fills_the_disk() -> None:
    """More than a thousand are said: the newest stay."""
    for first in range(0, 1300, 50):
        leaving.tell(names(first), clock.now())
    assert len(held()) == leaving.MOST_KEPT == 1000
    assert held() >= set(names(1250))


def test_what_was_said_long_ago_is_swept() -> None:
    leaving.tell(names(0), clock.now())
    leaving.tell(names(50), clock.now() + timedelta(minutes=4))
    assert held() == set(names(0, 100))
    leaving.tell([NAME], clock.now() + timedelta(minutes=6))
    assert held() == set()  # by that clock the newest is old too
    leaving.tell([NAME], clock.now())
    assert held() == {NAME}


@pytest.fixture
def lent(published: Dataset, monkeypatch: pytest.MonkeyPatch) -> Lent:
    found = reading.lend(published.slug, None)
    binned(found, monkeypatch)
    return found


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as found:
        yield found


def those(lent: Lent, species: str, reader: str, left: leaving.Left = never) -> Callable[[], bytes]:
    """To be counted once in a process of tests: each test asks for another species."""
    whole = facts_of(exploration.spec_of(lent))
    filters: list[dict[str, Any]] = [{"column": "species", "any_of": [species]}]
    token = tokens.token(parse({**whole, "filters": filters}))
    return activating.counts(lent, token, reader=reader, left=left).make


def running(lent: Lent) -> int:
    """The process that the endless question runs in."""
    note = wiring.table_folder(lent.table) / "running"
    _wait_for(lambda: note.exists() and note.read_text())
    return int(note.read_text())


def ended(question: Future[bytes]) -> float:
    began = time.monotonic()
    with pytest.raises(Stopped, match="cancelled"):
        question.result(timeout=60)
    return time.monotonic() - began


@pytest.mark.django_db
def test_a_question_ends_soon_after_its_reader_left_and_its_worker_is_free(
    lent: Lent, people: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        slow.setattr(jobs, "counted", slow_jobs.for_ever)
        question = people.submit(those(lent, "oak", "a", leaving.watch(NAME)))
        worker = running(lent)
    leaving.tell([OTHER], clock.now())
    time.sleep(0.5)
    assert not question.done()
    leaving.tell([NAME], clock.now())
    assert ended(question) < SOON
    assert worker not in wiring.kernel().pids()
    assert not Path(f"/proc/{worker}").exists()
    told = json.loads(those(lent, "oak", "a")())
    assert told["matching"] == 20


@pytest.mark.django_db
def test_who_waits_for_the_same_answer_still_gets_it(
    lent: Lent, people: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as slow:
        slow.setattr(jobs, "counted", slow_jobs.for_ever)
        first = people.submit(those(lent, "elm", "a", leaving.watch(NAME)))
        running(lent)
    second = people.submit(those(lent, "elm", "b", leaving.watch(OTHER)))
    time.sleep(0.3)
    assert not second.done()  # the same is being counted
    leaving.tell([NAME], clock.now())
    assert ended(first) < SOON
    assert json.loads(second.result(timeout=60))["matching"] == 20


@pytest.mark.django_db
def test_who_left_while_others_are_served_is_not_counted_at_all(
    lent: Lent, people: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One reader holds one of the two workers: the next question of the same one waits."""
    for job in ("counted", "stored"):
        monkeypatch.setattr(jobs, job, slow_jobs.for_ever)
    first = people.submit(those(lent, "lime", "a", leaving.watch(NAME)))
    running(lent)
    waiting = activating.active(lent, "", 0, reader="a", left=leaving.watch(OTHER))
    second = people.submit(waiting.make)
    time.sleep(0.3)
    leaving.tell([OTHER], clock.now())
    assert ended(second) < SOON
    assert not first.done()
    leaving.tell([NAME], clock.now())
    assert ended(first) < SOON


def _wait_for(answer: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if answer():
            return
        time.sleep(0.02)
    raise AssertionError("waited a minute for nothing")
