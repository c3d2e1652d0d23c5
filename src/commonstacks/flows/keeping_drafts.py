"""A person's own unfinished words: kept while they write, found again, never read by others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commonstacks.flows import reading
from commonstacks.kit import clock
from commonstacks.library.people.models import Account
from commonstacks.library.work import scribbles

GAP = "gap:"


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in the blanks of one page, as its form would send it."""

    began_at: datetime
    at: datetime
    words: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who or what this writer asked last, in this context, and on which day."""

    of: str
    on: date


def keep(slug: str, question: str, words: Mapping[str, list[str]], *, by: Account) -> Begun:
    """``question`` is its id, or ``gap:`` and its id. What was begun here before is replaced."""
    kept = scribbles.put_by(
        account=str(by.pk),
        dataset=written_about(slug, by),
        question=question,
        words=words,
        now=clock.now(),
    )
    return Begun(kept.began_at, kept.at, kept.words)


def begun(slug: str, question: str, by: Account) -> Begun | None:
    found = scribbles.found(str(by.pk), written_about(slug, by), question)
    return Begun(found.began_at, found.at, found.words) if found else None


def begun_at(slug: str, by: Account) -> Mapping[str, Mapping[str, list[str]]]:
    """The questions at which this person has begun something and not said it, with their words;
    an entry of a gap under ``gap:`` and the question."""
    return scribbles.begun(str(by.pk), written_about(slug, by))


def throw_away(slug: str, question: str, *, by: Account) -> None:
    """Because it was said, or because it shall not be said."""
    scribbles.throw_away(account=str(by.pk), dataset=written_about(slug, by), question=question)


def last_asked(slug: str, by: Account) -> Asked | None:
    """To fill in the next “asked, and nobody knows”: the same person or page was asked."""
    dataset = reading.held_and_open(slug, by)
    own = dataset.statements.filter(author=by.agent_id).exclude(asked_of="")
    found = own.exclude(asked_on=None).order_by("-said_at").first()
    return Asked(found.asked_of, found.asked_on) if found and found.asked_on else None


def written_about(slug: str, by: Account) -> str:
    return str(reading.held_and_open(slug, by).pk)
