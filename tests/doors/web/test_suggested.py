"""What the program suggests from the table, beside the questions about gaps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from commonstacks.library.context.models import Gap
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db
SAYS = "All 60 rows have “Elm Street” in “street”: rows with another value may be left out."
HEAD = "Suggested by the program from the table"


def ask(client: Client, dogs: str) -> str:
    return text_of(client.get(f"/datasets/{dogs}/context/D1"))


def decide(client: Client, dogs: str, verdict: str):
    key = re.search(r'name="suggestion" value="(\w+)"', ask(client, dogs))
    assert key is not None
    given = {"suggestion": key[1], "verdict": verdict}
    return client.post(f"/datasets/{dogs}/context/suggested", given)


def test_a_suggestion_stands_beside_its_question_alone(dogs: str, writer: Client) -> None:
    page = ask(writer, dogs)
    assert HEAD in page
    assert SAYS in page
    for button in ("This is a gap (add it)", "This is not a gap"):
        assert button in page
    assert HEAD not in text_of(writer.get(f"/datasets/{dogs}/context/C1"))
    assert HEAD not in text_of(writer.get(f"/datasets/{dogs}/context/A1"))


def test_one_press_makes_it_a_gap(dogs: str, writer: Client) -> None:
    answer = decide(writer, dogs, "gap")
    assert (answer.status_code, answer["location"]) == (302, f"/datasets/{dogs}/context/D1")
    page = ask(writer, dogs)
    assert "Contextualist or reviewer" in page.split('id="entries"')[1]
    assert HEAD not in page
    assert Gap.objects.get().facts["status"] == "open"


def test_another_sets_it_aside_for_good(dogs: str, writer: Client) -> None:
    assert decide(writer, dogs, "none").status_code == 302
    page = ask(writer, dogs)
    assert "1 suggestion was set aside" in page
    assert "No entry yet." in page
    assert "This is a gap (add it)" not in page


def test_neither_button_is_refused(dogs: str, writer: Client) -> None:
    assert decide(writer, dogs, "").status_code == 422
    assert not Gap.objects.exists()


def test_visitors_neither_see_nor_decide(dogs: str, writer: Client, client: Client) -> None:
    given = {"suggestion": "x", "verdict": "gap"}
    assert client.post(f"/datasets/{dogs}/context/suggested", given).status_code == 403
    library.publish(writer, dogs)
    assert SAYS not in text_of(client.get(f"/datasets/{dogs}"))


def test_markup_in_values_is_shown_as_text(
    steward: Account, writer: Client, tmp_path: Path
) -> None:
    rows = "\n".join(f"{n},<b>x</b>" for n in range(60))
    slug = library.take_in(tmp_path, steward, f"n,what\n{rows}")
    page = ask(writer, slug)
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
