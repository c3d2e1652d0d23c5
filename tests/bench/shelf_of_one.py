"""A library that holds one large table, published through its own pages and open to readers."""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from measuring import ROOT

sys.path.insert(0, str(ROOT))

from commonstacks.workshop.forms.form import load
from commonstacks.workshop.views.spec import parse
from commonstacks.workshop.views.tokens import token
from tests.browser.running import Hand, Library, serving, stacks

SLUG = "trips"
ASKED = {"asked_of": "How the trips were made", "asked_on": "2026-09-01"}


@contextmanager
def opened(home: Path, table: Path) -> Iterator[Library]:
    """The library in ``home``, made of ``table`` where nothing lies there yet."""
    new = not (home / "vault").exists()
    if new:
        stacks(home, "init", "--email", "bench@example.org", "--name", "Bench")
        stacks(home, "add", str(table))
    with serving(home, home.with_name(f"{home.name}.said")) as library:
        if httpx.get(f"{library.address}/datasets/{SLUG}/v/1").status_code != 200:
            publish(library)
        yield library


def publish(library: Library) -> None:
    """What it is, that nobody is in it, and that nobody was asked anything else."""
    with httpx.Client(base_url=library.address, timeout=60) as client:
        hand = Hand(client)
        hand.sign_in(library.sign_in_link())
        for question in load(1).questions:
            if question.gate:
                said = {"way": "absence", "absence": "unknown", "voice": "X", **ASKED}
                if question.id == "A1":
                    told = "Trips made of real ones, for measuring."
                    said = {"way": "answer", "entry-0-answer": told, "voice": "X"}
                if question.id == "F1":
                    said = {"way": "answer", "entry-0-is": "no", "entry-0-why": "They are made."}
                hand.post(f"/datasets/{SLUG}/context/{question.id}", **said)
        hand.post(f"/datasets/{SLUG}/context/send-in", reply="not told", why="A measurement.")
        hand.post(f"/datasets/{SLUG}/review/agree")


def view_of(page: str) -> dict[str, Any]:
    """The spec of the first view, as its page holds it."""
    told = page.partition('data-spec="')[2].partition('"')[0]
    view: dict[str, Any] = json.loads(html.unescape(told))
    return view


def token_of(view: dict[str, Any]) -> str:
    """The last part of its address."""
    return token(parse(view))
