"""A licence that is not clear: what each source says, a letter to the publisher, the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction

from commonstacks.flows import answering, drafting, reading, sealing, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions import licences
from commonstacks.library.context.actions.drafts import check_may_work
from commonstacks.library.context.actions.licences import Outcome
from commonstacks.library.context.models import LicenceCase
from commonstacks.library.people.models import Account
from commonstacks.workshop.drafts import letter, sheets
from commonstacks.workshop.drafts.licences import Verdict, Word, title, weigh
from commonstacks.workshop.forms.answers import check_url

QUESTION: Final = "G1"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one source says; ``means`` is the licence it names, in words."""

    where: str
    said: str
    means: str


@dataclass(frozen=True, slots=True)
class Case:
    """The page of one licence: what is known now, and how far the question to the publisher is."""

    slug: str
    title: str
    publisher: str
    address: str
    finding: str
    licence: str
    licence_title: str
    heard: tuple[Heard, ...]
    state: str  # empty: nobody has begun
    letter: str
    language: str
    sent_on: date | None
    sent_to: str
    answer: str
    answered_on: date | None
    kept_by: str


def case(slug: str, by: Account) -> Case:
    dataset = open_for(slug, by)
    found = found_case(dataset)
    verdict = weigh(words_of(dataset))
    if found is None:
        return shown(dataset, verdict)
    finding, licence = (
        (found.finding, found.licence)
        if found.state == LicenceCase.State.SETTLED
        else (verdict.state, verdict.id)
    )
    return replace(
        shown(dataset, verdict),
        finding=finding,
        licence=licence,
        licence_title=title(licence),
        state=found.state,
        letter=found.letter,
        language=found.language,
        sent_on=found.sent_on,
        sent_to=found.sent_to,
        answer=found.answer,
        answered_on=found.answered_on,
        kept_by=found.kept_by.name,
    )


def shown(dataset: Dataset, verdict: Verdict) -> Case:
    return Case(
        slug=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address,
        finding=verdict.state,
        licence=verdict.id,
        licence_title=title(verdict.id),
        heard=tuple(Heard(word.where, word.said, title(match.id)) for word, match in verdict.heard),
        state="",
        letter="",
        language="",
        sent_on=None,
        sent_to="",
        answer="",
        answered_on=None,
        kept_by="",
    )


def open_for(slug: str, by: Account) -> Dataset:
    dataset = reading.held_and_open(slug, by)
    check_may_work(by, dataset)
    return dataset


def found_case(dataset: Dataset) -> LicenceCase | None:
    return LicenceCase.objects.select_related("kept_by").filter(dataset=dataset).first()


def words_of(dataset: Dataset) -> Iterator[Word]:
    """From the record of the newest version, and from what people have answered here."""
    version = held.newest_version(dataset)
    where = urlsplit(dataset.address).hostname or "the source"
    if version is not None:
        record, kind = drafting.record_of(dataset, version)
        for word in sheets.licence_words(record, kind):
            yield replace(word, where=f"{where}, {word.where}")
    voices = wiring.form().vocabulary("voices")
    for statement in said.standing_statements(dataset):
        if statement.question == QUESTION and isinstance(statement.answer, dict):
            named = str(statement.answer.get("id") or "none stated")
            yield Word(named, f"answered here ({voices.label(statement.voice)})")


def make_letter(slug: str, language: str, *, by: Account) -> None:
    """Begin the case where it has not begun, and write the letter from the facts of today."""
    dataset = open_for(slug, by)
    verdict = weigh(words_of(dataset))
    text = letter.letter(facts(dataset, verdict, by), language)
    with transaction.atomic():
        opened = licences.open_licence_case(
            dataset=dataset, verdict=verdict, by=by, now=clock.now()
        )
        licences.make_letter(case=opened, text=text, language=language, by=by, now=clock.now())
    transaction.on_commit(sealing.keep)


def facts(dataset: Dataset, verdict: Verdict, by: Account) -> letter.Facts:
    return letter.Facts(
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address if dataset.address.startswith("http") else "",
        state=verdict.state,
        licence=title(verdict.id),
        heard=tuple((word.where, " ".join(word.said.split())[:200]) for word, _ in verdict.heard),
        looked_on=clock.now().date(),
        library=wiring.library_name(),
        shown_at=f"{wiring.library_address()}/datasets/{dataset.slug}",
        signed=by.agent.name,
    )


def reword(slug: str, text: str, *, by: Account) -> None:
    """The letter in the words of who sends it."""
    held_case = begun(slug, by)
    licences.make_letter(
        case=held_case, text=text, language=held_case.language, by=by, now=clock.now()
    )
    transaction.on_commit(sealing.keep)


def sent(slug: str, *, on: date, to: str, by: Account) -> None:
    licences.letter_sent(case=begun(slug, by), sent_on=on, sent_to=to, by=by, now=clock.now())
    transaction.on_commit(sealing.keep)


def answered(slug: str, answer: str, *, on: date, by: Account) -> None:
    licences.record_licence_answer(
        case=begun(slug, by), answer=answer, answered_on=on, by=by, now=clock.now()
    )
    transaction.on_commit(sealing.keep)


@transaction.atomic
def settle(slug: str, outcome: Outcome, *, found_at: str, by: Account) -> None:
    """What holds now becomes the publisher's answer to the question on the licence.

    Evidence is the publisher's reply, or the page at which the licence was ``found_at``.
    """
    found = begun(slug, by)
    evidence = proof(found, found_at)
    licences.settle_licence(case=found, outcome=outcome, by=by, now=clock.now())
    answer: dict[str, Any] = {"state": outcome.finding, "id": outcome.licence.strip()}
    answer |= {"url": found_at.strip(), "text": found.answer[:1000]}
    before = own_answer(found.dataset)
    given = answering.Given(
        answer={name: text for name, text in answer.items() if text},
        voice="P",
        evidence=[evidence],
        supersedes=before,
    )
    answering.answer(slug, QUESTION, given, by=by)
    transaction.on_commit(sealing.keep)


def proof(found: LicenceCase, found_at: str) -> dict[str, Any]:
    if found_at.strip():
        url = check_url("The page", found_at.strip(), schemes=("http", "https"))
        day = clock.now().date().isoformat()
        return {"kind": "documented", "title": "Where it is stated", "url": url, "read_on": day}
    if found.answered_on is None:
        raise Refusal(
            "It is not said how this is known.", "Record the answer, or the page that states it."
        )
    return {
        "kind": "testimony",
        "title": "Answer of the publisher",
        "read_on": found.answered_on.isoformat(),
    }


def own_answer(dataset: Dataset) -> str:
    """The id of the answer in the publisher's voice that a new one takes the place of."""
    mine = (
        str(s.pk)
        for s in said.standing_statements(dataset)
        if s.question == QUESTION and s.voice == "P"
    )
    return next(mine, "")


def look_again(slug: str, *, by: Account) -> None:
    """Something has changed: what each source says is written down anew, the case is open."""
    dataset = open_for(slug, by)
    found = licences.open_licence_case(
        dataset=dataset, verdict=weigh(words_of(dataset)), by=by, now=clock.now()
    )
    if found.state == LicenceCase.State.SETTLED:
        licences.reopen_licence(case=found, by=by, now=clock.now())
    transaction.on_commit(sealing.keep)


def begun(slug: str, by: Account) -> LicenceCase:
    found = found_case(open_for(slug, by))
    if found is None:
        raise Refusal("Nobody has begun to ask yet.", "Make the letter first.")
    return found
