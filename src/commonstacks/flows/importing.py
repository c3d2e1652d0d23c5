"""A file that documents a dataset: looked at first, then kept as drafts or as statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from commonstacks.flows import drafting, placing, reading, sealing, wiring
from commonstacks.kit import clock
from commonstacks.kit.digests import canonical
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions import drafts as kept
from commonstacks.library.context.actions.drafts import check_may_work
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.people.models import Account
from commonstacks.workshop.drafts import sheets
from commonstacks.workshop.drafts.draft import Cell, Draft, Sheet, lacks
from commonstacks.workshop.forms.answers import check_url, check_voice
from commonstacks.workshop.forms.evidence import Evidence

SPOKEN = frozenset({"questionnaire"})  # kinds that people filled in to say it themselves


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody hands in: the text of the file, what it is called and where it lies."""

    text: str
    title: str
    url: str = ""
    read_on: date | None = None
    voice: str = "P"


@dataclass(frozen=True, slots=True)
class Place:
    """One draft of the file and what becomes of it: kept "said" or as a "draft", and why."""

    draft: Draft
    becomes: str
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    sheet: Sheet
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    said: int
    drafts: int
    left: int


def preview(slug: str, given: Given, *, by: Account) -> Preview:
    """Which question gets what, and what finds no place. Nothing is written."""
    dataset = open_for(slug, by)
    sheet = sheet_of(dataset, given)
    places = tuple(place(dataset, sheet, draft, given.voice) for draft in sheet.drafts)
    return Preview(sheet, places)


def open_for(slug: str, by: Account) -> Dataset:
    dataset = reading.held_and_open(slug, by)
    check_may_work(by, dataset)
    return dataset


def sheet_of(dataset: Dataset, given: Given) -> Sheet:
    if not given.text.strip():
        raise Refusal("There is nothing to read.", "Paste the text, or choose a file.")
    if not given.title.strip():
        raise Refusal("The file has no name.", "Say what it is called; people see it as evidence.")
    evidence = Evidence(
        "documented",
        given.title.strip()[:300],
        check_url("The address", given.url.strip()) if given.url.strip() else "",
        given.read_on or clock.now().date(),
    )
    names = (dataset.title, dataset.address, dataset.remote_key, dataset.slug)
    return sheets.read(given.text, wiring.form(), evidence, wanted=names)


def place(dataset: Dataset, sheet: Sheet, draft: Draft, voice: str) -> Place:
    """A complete answer of a questionnaire is said; all else waits as a draft for a person."""
    why = lacks(wiring.form(), draft)
    if sheet.kind not in SPOKEN or why:
        return Place(draft, "draft", why)
    return Place(draft, *may_be_said(dataset, draft, voice))


def may_be_said(dataset: Dataset, draft: Draft, voice: str) -> tuple[str, str]:
    form = wiring.form()
    try:
        check_voice(form.question(draft.question), voice, form.vocabulary("voices").ids)
    except Refusal as refusal:
        return "draft", refusal.reason
    if voice == Said.Voice.MACHINE:
        return "draft", ""
    stands = {(s.question, s.voice) for s in said.standing_statements(dataset)}
    if (draft.question, voice) in stands:
        return "draft", "This voice has answered already; nothing is overwritten."
    return "said", ""


@transaction.atomic
def keep(slug: str, given: Given, chosen: Collection[str], *, by: Account) -> Kept:
    """The same look again, then the chosen places (by the mark of their draft) are kept.

    What was not chosen and what found no place stays as one note beside the drafts.
    """
    shown = preview(slug, given, by=by)
    dataset = open_for(slug, by)
    wanted = [each for each in shown.places if each.draft.mark in chosen]
    spoken = [each.draft for each in wanted if each.becomes == "said"]
    for draft in spoken:
        say(dataset, draft, given.voice, by)
    origin = kept.Origin(given.title.strip(), given.read_on or clock.now().date())
    offered = kept.offer(
        dataset=dataset,
        form=wiring.form(),
        drafts=[each.draft for each in wanted if each.becomes == "draft"],
        origin=origin,
        program=drafting.program(),
        now=clock.now(),
    )
    rest = [*shown.sheet.left, *(not_chosen(each) for each in shown.places if each not in wanted)]
    kept.keep_left_over(
        dataset=dataset,
        form=wiring.form(),
        cells=rest,
        origin=origin,
        by=by,
        now=clock.now(),
    )
    if spoken:
        placing.place(dataset)
    transaction.on_commit(sealing.keep)
    return Kept(len(spoken), len(offered), len(rest))


def not_chosen(each: Place) -> Cell:
    draft = each.draft
    answer = draft.absent or (
        draft.answer if isinstance(draft.answer, str) else canonical(draft.answer).decode()
    )
    return Cell(f"{draft.question}, not taken over: {', '.join(draft.labels)}", answer)


def say(dataset: Dataset, draft: Draft, voice: str, by: Account) -> None:
    context.answer(
        dataset=dataset,
        form=wiring.form(),
        question=draft.question,
        answer=draft.answer,
        voice=voice,
        note=draft.note,
        evidence=[draft.evidence.as_facts()],
        language="",  # of the file: not known
        by=by,
        now=clock.now(),
    )


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What an earlier import could not place."""

    source: str
    read_on: date | None
    cells: tuple[tuple[str, str], ...]


def left_over(slug: str, *, by: Account) -> tuple[LeftOver, ...]:
    notes = Statement.objects.filter(
        dataset=open_for(slug, by), question=kept.LEFT_OVER, state=Said.State.DRAFT
    )
    return tuple(
        LeftOver(
            note.asked_of, note.asked_on, tuple((label, text) for label, text in note.answer or ())
        )
        for note in notes.order_by("-said_at")
    )
