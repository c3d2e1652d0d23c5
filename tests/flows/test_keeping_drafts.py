"""A person's own unfinished words."""

from __future__ import annotations

from datetime import date

import pytest

from commonstacks.flows import answering, keeping_drafts
from commonstacks.flows.answering import Given
from commonstacks.flows.keeping_drafts import Asked
from commonstacks.kit.errors import NotHeld
from commonstacks.library.work import scribbles
from tests.library import making

pytestmark = pytest.mark.django_db
WORDS = {"entry-0-answer": ["To find lost"]}


def test_words_are_found_by_their_writer_alone_until_they_are_thrown_away():
    ada, bob, slug = making.account(), making.account(), making.dataset().slug
    keeping_drafts.keep(slug, "A2", WORDS, by=ada)
    keeping_drafts.keep(slug, "gap:C1", {"text": ["Strays"]}, by=ada)
    found = keeping_drafts.begun(slug, "A2", ada)
    assert found is not None
    assert found.words == WORDS
    assert keeping_drafts.begun(slug, "A2", bob) is None
    assert keeping_drafts.begun_at(slug, ada) == {"A2": WORDS, "gap:C1": {"text": ["Strays"]}}
    keeping_drafts.throw_away(slug, "A2", by=ada)
    assert keeping_drafts.begun_at(slug, ada).keys() == {"gap:C1"}
    scribbles.throw_all_away(account=str(ada.pk))
    assert keeping_drafts.begun_at(slug, ada) == {}


def test_of_a_dataset_that_is_not_there_nothing_is_kept():
    with pytest.raises(NotHeld):
        keeping_drafts.keep("no-such-dataset", "A2", WORDS, by=making.account())


def test_whom_this_writer_asked_last_is_remembered_in_this_context():
    ada, bob, slug = making.account(), making.account(), making.dataset().slug
    assert keeping_drafts.last_asked(slug, ada) is None
    for question, whom, day in (
        ("A2", "The depot", date(2026, 9, 1)),
        ("A3", "The city's page", date(2026, 9, 2)),
    ):
        given = Given(absence="unknown", asked_of=whom, asked_on=day)
        answering.answer(slug, question, given, by=ada)
    assert keeping_drafts.last_asked(slug, ada) == Asked("The city's page", date(2026, 9, 2))
    assert keeping_drafts.last_asked(slug, bob) is None
