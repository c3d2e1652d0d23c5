"""From what the flows lend to what the API answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from commonstacks.doors.api import listings, schemas
from commonstacks.flows.finding import Hit
from commonstacks.flows.shown import (
    Answer,
    Card,
    Changed,
    ChangedTable,
    GapLine,
    Lent,
    PlaceLine,
    Story,
    Stub,
    TableLine,
    VersionLine,
)
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.forms import words
from commonstacks.workshop.forms.facts import Facts
from commonstacks.workshop.forms.form import Question
from commonstacks.workshop.tables.history.difference import Example
from commonstacks.workshop.tables.shape import ColumnProfile

BASE = "/api/v1"


def dataset(lent: Lent) -> schemas.Dataset:
    return schemas.Dataset(
        id=lent.id,
        slug=lent.slug,
        title=lent.title,
        publisher=lent.publisher,
        source=lent.address,
        licence=lent.licence,
        attribution=lent.attribution,
        page=page(lent.slug),
        version=version(lent.slug, lent.version),
        newest=lent.newest,
        tables=[table(lent, line) for line in lent.tables],
        columns=[column(lent, each) for each in lent.profile.columns],
        places=[place(each) for each in lent.places],
        credits=[schemas.CreditClass.from_orm(each) for each in lent.credits],
        context=context(lent),
    )


def column(lent: Lent, each: ColumnProfile) -> schemas.Column:
    told = schemas.Column.from_orm(each)
    return told.model_copy(update={"nulls": None, "distinct": None}) if lent.policy.on else told


def context(lent: Lent) -> schemas.Context:
    story = told(lent)
    return schemas.Context(
        dataset=lent.slug,
        revision=story.revision,
        version=story.version,
        form=story.form.id,
        digest=story.digest,
        published_at=story.published_at,
        reply=story.reply,
        reply_why=story.reply_why,
        told_on=story.told_on,
        keys=story.keys,
        keys_needed=story.keys_needed,
        facts=facts(story.facts),
        questions=[
            question(asked, story.to(asked.id))
            for asked in story.form.questions
            if story.to(asked.id)
        ],
        gaps=[gap(line) for line in story.gaps],
        stale=[schemas.Stale.from_orm(mark) for mark in lent.stale],
    )


def told(lent: Lent) -> Story:
    """The story; this door lends nothing without one, whoever asks."""
    if lent.story is None:
        raise NotHeld("“{title}” has no published context.", "See what waits.", title=lent.title)
    return lent.story


def in_short(lent: Lent) -> schemas.InShort:
    story = told(lent)
    first = story.to(story.form.questions[0].id)
    return schemas.InShort(
        address=f"{BASE}/datasets/{lent.slug}/context",
        revision=story.revision,
        digest=story.digest,
        lead=next((str(each.answer) for each in first if each.answer), ""),
        gaps=[line.gap.text for line in story.gaps],
        facts=facts(story.facts),
        stale=[schemas.Stale.from_orm(mark) for mark in lent.stale],
    )


def facts(four: Facts) -> schemas.Facts:
    return schemas.Facts.from_orm(four)


def question(asked: Question, answers: tuple[Answer, ...]) -> schemas.Question:
    return schemas.Question(
        id=asked.id,
        ask=asked.ask.say("en"),
        statements=[statement(asked, each) for each in answers],
    )


def statement(asked: Question, each: Answer) -> schemas.Statement:
    return schemas.Statement(
        id=each.id,
        voice=each.voice,
        author=each.author,
        said_on=each.said_on,
        answer=each.answer,
        in_words="" if each.absence else words.in_words(asked, each.answer),
        absence=each.absence,
        note=each.note,
        asked_of=each.asked_of,
        asked_on=each.asked_on,
        evidence=list(each.evidence),
    )


def gap(line: GapLine) -> schemas.Gap:
    said = {name: getattr(line.gap, name) for name in SHARED}
    return schemas.Gap(
        **said,
        id=line.id,
        author=line.author,
        said_on=line.said_on,
        voice=line.voice,
        evidence=list(line.evidence),
        period=schemas.Period.from_orm(line.gap.period) if line.gap.period else None,
        size=schemas.Size.from_orm(line.gap.size) if line.gap.size else None,
        where=[schemas.Where.from_orm(each) for each in line.gap.where],
        severity=[schemas.Severity.from_orm(each) for each in line.gap.severity],
        says=[schemas.Says.from_orm(each) for each in line.gap.says],
        columns=list(line.gap.columns),
    )


SHARED = (
    "question", "kind", "text", "group", "place", "variable", "versions", "why", "why_text",
    "decided_by", "direction", "remedy", "status", "repaired_in",
)  # fmt: skip


def version(slug: str, line: VersionLine) -> schemas.Version:
    return schemas.Version(
        number=line.number,
        taken_at=line.taken_at,
        rows=line.rows,
        set_aside=line.set_aside,
        unreadable=line.unreadable,
        hint=line.hint,
        change=line.change,
        change_kind=line.change_kind,
        doubt=line.doubt,
        trusted=line.trusted,
        label=line.label,
        published_on=line.published_on,
        files=[schemas.File.from_orm(file) for file in line.files],
        address=f"{BASE}/datasets/{slug}/v/{line.number}",
    )


def change(lent: Lent, number: int, what: Changed) -> listings.Change:
    told = what.shown.difference
    if told is None:
        raise NotHeld("No table of this version was compared.", "All of them came or went.")
    return listings.Change(
        dataset=lent.slug,
        version=number,
        before=what.before,
        kind=what.kind,
        summary=what.summary,
        tables=[changed_table(lent, number, each) for each in what.tables],
        table=what.shown.name,
        key=list(told.key) if told.key else None,
        columns=listings.ChangedColumns(
            added=list(told.columns_added),
            removed=list(told.columns_removed),
            renamed=list(told.columns_renamed),
            retyped=list(told.columns_retyped),
        ),
        rows=listings.ChangedCount(
            same=told.same, added=told.added, removed=told.removed, changed=told.changed
        ),
        share_changed=told.share_changed,
        examples=[changed_row(each) for each in told.examples],
        page=f"{page(lent.slug)}/changes/{number}",
        context=in_short(lent),
    )


def changed_table(lent: Lent, number: int, table: ChangedTable) -> listings.ChangedTable:
    if table.difference is None:
        kind = "gone" if table.gone else "new"
        return listings.ChangedTable(name=table.name, kind=kind, summary="", address=None)
    return listings.ChangedTable(
        name=table.name,
        kind=table.difference.kind,
        summary=table.difference.summary,
        address=f"{BASE}/datasets/{lent.slug}/changes/{number}?{urlencode({'table': table.name})}",
    )


def changed_row(example: Example) -> listings.ChangedRow:
    return listings.ChangedRow(
        change=example.change,
        key=list(example.key),
        cells=[
            listings.ChangedCell(column=name, before=old, after=new)
            for name, old, new in example.cells
        ],
    )


def table(lent: Lent, line: TableLine) -> schemas.Table:
    rows = f"{BASE}/datasets/{lent.slug}/v/{lent.version.number}/rows"
    return schemas.Table(
        name=line.name,
        rows=line.rows,
        columns=line.columns,
        address=f"{rows}?{urlencode({'table': line.name})}",
    )


def place(line: PlaceLine) -> schemas.Place:
    inside = [schemas.PlaceName(id=key, name=name) for key, name in line.inside]
    return schemas.Place(id=line.id, name=line.name, inside=inside)


def stub(waiting: Stub) -> schemas.Stub:
    return schemas.Stub(
        slug=waiting.slug,
        title=waiting.title,
        publisher=waiting.publisher,
        address=waiting.address,
        state=waiting.state,
        open=waiting.open,
        asked=waiting.asked,
        places=[place(each) for each in waiting.places],
    )


def card(shown: Card | Hit) -> listings.Card:
    return listings.Card(
        slug=shown.slug,
        title=shown.title,
        publisher=shown.publisher,
        lead=shown.lead,
        version=shown.version,
        places=[place(each) for each in shown.places],
        why=list(shown.why) if isinstance(shown, Hit) else [],
        address=f"{BASE}/datasets/{shown.slug}",
        context=f"{BASE}/datasets/{shown.slug}/context",
        page=page(shown.slug),
    )


def page(slug: str) -> str:
    return f"/datasets/{slug}"


def onward(path: str, *, more: bool, **parameters: Any) -> str | None:
    """The address of the next page, with what was asked kept; None at the end."""
    kept = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{BASE}{path}?{urlencode(kept)}" if more else None
