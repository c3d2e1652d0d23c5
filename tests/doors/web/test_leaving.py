"""The page says that nobody waits any more: the door for it, and what then becomes of a question."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import exploration, reading, wiring
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import jobs, orders, pointing, tokens
from commonstacks.workshop.views.spec import facts_of, parse
from tests.doors.web import library
from tests.flows import slow_jobs

pytestmark = pytest.mark.django_db

NAME = "0123456789abcdef" * 2
DOOR = "/asking/left"
BASE = "/datasets/dogs/v/1"
DOGS = "tag,breed,longitude,latitude\n" + "\n".join(
    f"{n:04d},{('Mixed', 'Pug')[n % 2]},{-80 - n % 10 + n / 1000:.3f},{40 + n % 5}.5"
    for n in range(60)
)
PUGS = {"column": "breed", "any_of": ["Pug"]}


def say(body: bytes, **wishes: Any) -> Any:
    return Client(**wishes).post(DOOR, body, content_type="text/plain;charset=UTF-8")


def test_the_word_is_taken_from_anybody_without_a_session() -> None:
    answer = say(f"{NAME} {'a' * 32}".encode(), enforce_csrf_checks=True)
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert {sign.name for sign in (wiring.derived() / "left").iterdir()} == {NAME, "a" * 32}


HOSTILE = {
    "nothing": b"",
    "a space": b" ",
    "large letters": b"A" * 32,
    "too short": b"a" * 31,
    "a line more": b"a" * 32 + b"\n",
    "a way out": b"../../../../../../../../etc/leave",
    "a null": b"a" * 31 + b"\0",
    "other letters": ("é" * 16).encode(),
    "no letters": b"\xff" * 32,
    "one too many": b" ".join([b"a" * 32] * 51),
    "a good one and a bad one": b"a" * 32 + b" b",
    "a flood": b"a" * 32 + b" " * 1_000_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_list_of_names_is_refused(body: bytes) -> None:
    assert say(body).status_code == 400
    assert not (wiring.derived() / "left").exists()


def test_it_is_only_for_posting() -> None:
    for method in (Client().get, Client().put, Client().delete):
        assert method(DOOR).status_code == 405


@pytest.fixture
def shelf(steward: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of a published table of sixty dogs, prepared as a large table is."""
    return library.large(tmp_path, steward, DOGS, monkeypatch)


def view(*filters: dict[str, Any]) -> str:
    whole = facts_of(exploration.spec_of(reading.lend("dogs", None)))
    return tokens.token(parse({**whole, "filters": list(filters)}))


def boxed() -> str:
    charts = exploration.spec_of(reading.lend("dogs", None)).charts
    (grid,) = [chart for chart in charts if chart.kind == "grid"]
    return view({"columns": list(grid.columns), "within": [-91, 39, -70, 45]})


QUESTIONS: dict[str, tuple[object, str, Callable[[str], str]]] = {
    "counts": (jobs, "counted", lambda table: f"/counts?table={table}&view={view(PUGS)}"),
    "active": (jobs, "stored", lambda table: f"/active?table={table}&chart=0"),
    "points": (pointing, "points_reply", lambda _: f"/points.json?view={boxed()}"),
    "rows": (orders, "rows_reply", lambda _: f"/explore/{view(PUGS)}/rows.json"),
    "page": (orders, "rows_reply", lambda _: f"/explore/{view()}?find=Pug"),
}


def test_a_question_is_ended_when_its_reader_leaves(
    shelf: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without an error in the log, and without anything that somebody may keep."""
    note = wiring.table_folder(shelf) / "running"
    for number, (where, job, address) in enumerate(QUESTIONS.values()):
        path, name = BASE + address(shelf), f"{number:032x}"
        monkeypatch.setattr(where, job, slow_jobs.for_ever)
        note.unlink(missing_ok=True)
        went: list[float] = []
        leaver = threading.Thread(target=leave, args=(note, name, went))
        leaver.start()
        with caplog.at_level(logging.WARNING):
            answer = Client().get(path, headers={"Asking": name})
        leaver.join()
        assert (answer.status_code, answer.content) == (204, b""), path
        assert answer.headers["Cache-Control"] == "no-store"
        assert caplog.records == []
        assert time.monotonic() - went[0] < 10  # a second where nothing else runs, else thirty


def leave(note: Path, name: str, went: list[float]) -> None:
    """When the question is being counted."""
    until = time.monotonic() + 60
    while time.monotonic() < until and not note.exists():
        time.sleep(0.02)
    went.append(time.monotonic())
    say(name.encode())


def test_a_name_changes_neither_an_answer_nor_who_may_keep_it(shelf: str) -> None:
    path = f"{BASE}/counts?table={shelf}&view={view(PUGS)}"
    plain = Client().get(path)
    assert json.loads(plain.content)["matching"] == 30
    for name in (NAME, "x", "../" * 20):
        named = Client().get(path, headers={"Asking": name})
        assert (named.status_code, named.content) == (200, plain.content)
        assert dict(named.headers) == dict(plain.headers)
    assert "Asking" not in plain.headers.get("Vary", "")


def test_a_plain_page_is_never_left(shelf: str) -> None:
    """Nobody can say so of it: it has no name."""
    say(NAME.encode())
    assert Client().get(f"{BASE}/explore/{view(PUGS)}").status_code == 200
    left = Client().get(f"{BASE}/explore/{view(PUGS)}", headers={"Asking": NAME})
    assert left.status_code == 204
