"""One question is followed by a button: on its pages, and from the list of what one follows."""

from __future__ import annotations

from django.test import Client

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import text_of


def subject(slug: str, question: str) -> str:
    return f"question:{Dataset.objects.get(slug=slug).pk}/{question}"


def test_on_the_page_where_it_is_written(writer: Client, dogs: str, steward: Account) -> None:
    page, wanted = f"/datasets/{dogs}/context/A2", subject(dogs, "A2")
    assert f'name="subject" value="{wanted}"' in text_of(writer.get(page))
    answer = writer.post("/follow", {"subject": wanted, "way": "here", "next": page})
    assert answer["Location"] == page
    assert "You follow this." in text_of(writer.get(page))
    assert "You follow this." not in text_of(writer.get(f"/datasets/{dogs}/context/A3"))
    assert steward.follows.get().subject == wanted


def test_on_the_page_where_it_is_contested(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    page = f"/datasets/{dogs}/disputes/A1"
    assert f'value="{subject(dogs, "A1")}"' in text_of(writer.get(page))
    assert 'action="/follow"' not in text_of(Client().get(page))


def test_from_the_list_of_what_one_follows(writer: Client, dogs: str) -> None:
    dataset, wanted = f"dataset:{Dataset.objects.get(slug=dogs).pk}", subject(dogs, "H2")
    writer.post("/follow", {"subject": dataset, "way": "here"})
    assert f'<option value="{wanted}">' in text_of(writer.get("/following"))
    writer.post("/follow", {"subject": wanted, "way": "here"})
    page = text_of(writer.get("/following"))
    assert f'<option value="{wanted}">' not in page
    assert "</a>: How often is it updated?" in page
