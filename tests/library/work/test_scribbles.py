"""Unfinished words: one sheet a person and question, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.library.work import scribbles

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def put(words: dict[str, list[str]], account: str = "ada", now: datetime = MORNING) -> None:
    scribbles.put_by(account=account, dataset="dogs", question="A1", words=words, now=now)


def test_new_words_take_the_place_of_the_old_and_the_start_stays():
    put({"entry-0-answer": ["Sixty"]})
    put({"entry-0-answer": ["Sixty dogs"], "columns": ["tag", "name"]}, now=NOON)
    kept = scribbles.found("ada", "dogs", "A1")
    assert kept is not None
    assert kept.words == {"entry-0-answer": ["Sixty dogs"], "columns": ["tag", "name"]}
    assert (kept.began_at, kept.at) == (MORNING, NOON)


def test_everybody_finds_only_their_own():
    put({"note-answer": ["mine"]})
    assert scribbles.found("bob", "dogs", "A1") is None
    assert scribbles.begun("bob", "dogs") == {}
    assert scribbles.begun("ada", "dogs") == {"A1": {"note-answer": ["mine"]}}


def test_what_is_thrown_away_is_gone_and_the_others_stay():
    put({"note-answer": ["mine"]})
    put({"note-answer": ["theirs"]}, account="bob")
    scribbles.throw_away(account="ada", dataset="dogs", question="A1")
    assert scribbles.found("ada", "dogs", "A1") is None
    assert scribbles.found("bob", "dogs", "A1") is not None
    scribbles.throw_all_away(account="bob")
    assert scribbles.found("bob", "dogs", "A1") is None


def test_more_than_a_page_holds_is_refused():
    put({"note-answer": ["x" * 100_000]})
    with pytest.raises(Refusal, match="too much to keep"):
        put({"note-answer": ["x" * 100_001]})


def test_of_an_erased_dataset_nothing_stays():
    put({"note-answer": ["mine"]})
    scribbles.forget(dataset="cats")
    assert scribbles.found("ada", "dogs", "A1") is not None
    scribbles.forget(dataset="dogs")
    assert scribbles.found("ada", "dogs", "A1") is None
