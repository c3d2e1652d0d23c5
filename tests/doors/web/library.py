"""A small library for tests of pages: a steward, and one small table taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import answering, entry, intake, opening, reading
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import load
from tests.flows.large_tables import binned
from tests.library import making

DOGS = "tag,name,breed,street\n" + "\n".join(
    f"{n:04d},{'Rex' if n % 3 else ''},{'Pug' if n % 2 else 'Mixed'},Elm Street" for n in range(60)
)
FORM = load(1)
ASKED = {"asked_of": "The city's page", "asked_on": "2026-09-01"}


def steward() -> Account:
    opening.make_folders()
    return entry.first_steward(email="steward@example.org", name="The steward")


def take_in(folder: Path, by: Account, text: str = DOGS) -> str:
    """The slug of the dataset that came of it."""
    file = folder / "dogs.csv"
    file.write_text(text + "\n", encoding="utf-8")
    line = intake.run_now(str(file), by=by)
    assert line.reason == ""
    return str(line.result["dataset"])


def large(folder: Path, by: Account, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of a published table that is prepared as a large one is."""
    slug = take_in(folder, by, text)
    making.answer_everything(Dataset.objects.get(slug=slug), by)
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=by)
    assert answering.agree(slug, by=by) == 1
    lent = reading.lend(slug, None)
    binned(lent, monkeypatch)
    return lent.table


def answer_all(client: Client, slug: str) -> None:
    """Through the pages: A1 said, nobody in it (F1), everything else asked of a document that does
    not know."""
    for question in FORM.questions:
        if question.gate:
            said: dict[str, Any] = {"way": "absence", "absence": "unknown", **ASKED}
            if question.id == "A1":
                said = {"way": "answer", "entry-0-answer": "Sixty dogs of one street."}
            if question.id == "F1":
                said = {"way": "answer", "entry-0-is": "no", "entry-0-why": "They are dogs."}
            response = client.post(f"/datasets/{slug}/context/{question.id}", said)
            assert response.status_code == 302, (question.id, text_of(response))


def publish(client: Client, slug: str) -> None:
    answer_all(client, slug)
    told = {"reply": "not told", "why": "A test."}
    assert client.post(f"/datasets/{slug}/context/send-in", told).status_code == 302
    assert client.post(f"/datasets/{slug}/review/agree").status_code == 302


def text_of(response: Any) -> str:
    return str(response.content.decode())
