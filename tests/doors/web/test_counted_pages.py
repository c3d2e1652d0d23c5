"""Views that are counted anew, on the page and in the frame; and one that takes too long."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from commonstacks.flows import answering, exploration, reading
from commonstacks.library.catalog.models import Dataset
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.spec import facts_of, parse
from tests.doors.web import library
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def dogs(home: Path, db: None, tmp_path: Path) -> str:
    """The slug of sixty dogs, published."""
    steward = library.steward()
    slug = library.take_in(tmp_path, steward)
    making.answer_everything(Dataset.objects.get(slug=slug), steward)
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=steward)
    assert answering.agree(slug, by=steward) == 1
    return slug


def token(slug: str) -> str:
    lent = reading.lend(slug, None)
    whole = facts_of(exploration.spec_of(lent))
    return tokens.token(parse({**whole, "filters": [{"column": "tag", "begins": "000"}]}))


def test_a_view_that_was_not_prepared_stands_on_the_page_and_in_the_frame(dogs: str) -> None:
    view = token(dogs)
    page = Client().get(f"/datasets/{dogs}/v/1/view/{view}")
    frame = Client().get(f"/datasets/{dogs}/v/1/embed/{view}")
    for shown in (page, frame):
        assert shown.status_code == 200
        assert "10 of 60" in library.text_of(shown)
    assert f'href="/datasets/{dogs}/v/1/embed"' in library.text_of(frame)


def test_a_view_that_takes_too_long_says_what_to_do_beside_the_story(
    dogs: str, impatient: None
) -> None:
    view = token(dogs)
    shown = Client().get(f"/datasets/{dogs}/v/1/view/{view}")
    text = library.text_of(shown)
    assert shown.status_code == 503
    assert "This view was not counted" in text
    assert f'href="/datasets/{dogs}/v/1/view/{view}">Ask again' in text
    assert "See all rows instead" in text
    assert "Written down." in text  # its story
    whole = Client().get(f"/datasets/{dogs}/v/1")
    assert whole.status_code == 200
