"""The whole context as Markdown: by question, every voice, the absences, the gaps, the credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.handouts.story import CREDIT_CLASSES, Statement, Story

SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#~])")
GUARDED: Final = (
    "In the CSV file, a cell that begins with `=`, `+`, `-`, `@` or a line or tab sign, and is not "
    "a number, has an apostrophe (') put before it, so that no spreadsheet takes it for a formula. "
    "Take that apostrophe away to get the cell back."
)


def markdown(story: Story, *, guarded: bool = False) -> str:
    """``CONTEXT.md``, in English, for reading by people; UTF-8 text, one line end at the end.

    ``guarded``: the download has a CSV file with formulas made harmless, which is said here.
    What people wrote is quoted, with signs that mean something in Markdown escaped.
    """
    parts = [*_head(story), *_gaps(story), *_questions(story), *_credits(story)]
    if guarded:
        parts += ["## About the CSV file", GUARDED]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(story: Story) -> Iterator[str]:
    licence = story.licence.id or "none stated"
    state = _label(story, "licence_states", story.licence.state)
    facts = story.facts
    heard = ", ".join(_voice(story.form, voice) for voice in facts.voices) or "nobody"
    yield f"# {_plain(story.title)}"
    yield "\n".join(
        (
            f"- Publisher: {_plain(story.publisher)}",
            f"- Where it came from: {_address(story.address)}",
            f"- Version {story.version}, taken in {story.version_on}; {story.rows:,} rows",
            f"- Licence: {_plain(licence)} ({state})",
            f"- Credit line: {_plain(story.attribution) or 'none given'}",
            f"- Page: {_address(story.landing_address)}",
            f"- Context revision {story.revision}, form release {story.form.release}",
        )
    )
    yield "\n".join(
        (
            f"- Answered: {facts.answered} of {facts.questions} questions",
            f"- Honestly unknown: {facts.unknown}",
            f"- Voices heard: {heard}",
            f"- Written for version {facts.written_for}; the newest is {facts.newest}",
        )
    )
    for question in facts.nobody_asked:
        yield f"**Nobody was asked: {_plain(story.form.question(question).ask.say())}**"


def _gaps(story: Story) -> Iterator[str]:
    yield "## What the data cannot say"
    if not story.gaps:
        yield "No entry."
    for gap in story.gaps:
        yield _gap(story, gap)


def _gap(story: Story, gap: Gap) -> str:
    kinds = story.form.vocabulary("gap_kinds")
    lines = [
        f"**{kinds.label(gap.kind)}.** {_plain(gap.text)}",
        *(f"- {line}" for line in _gap_facts(story, gap) if line),
        *(f"- {_evidence(each)}" for each in gap.evidence),
    ]
    return "\n".join([lines[0], "", *lines[1:]])


def _gap_facts(story: Story, gap: Gap) -> Iterator[str]:
    yield f"Who: {_plain(gap.group)}" if gap.group else ""
    yield f"Where: {_plain(gap.place)}" if gap.place else ""
    yield f"When: {gap.period.first or '…'} to {gap.period.last or '…'}" if gap.period else ""
    yield f"Columns: {_plain(', '.join(gap.columns))}" if gap.columns else ""
    for each in gap.where:
        yield f"Rows where {_plain(each.column)} is {_plain(' or '.join(each.values))}"
    why = _label(story, "gap_why", gap.why)
    yield f"Why: {why}. {_plain(gap.why_text)}".rstrip()
    if gap.size:
        yield f"Size: {gap.size.low:,g} to {gap.size.high:,g} {_plain(gap.size.unit)}"
    yield f"Direction: {_label(story, 'directions', gap.direction)}"
    for severity in gap.severity:
        level = _label(story, "severities", severity.level)
        yield f"{level}: {_plain(severity.use)}" if severity.use else level
    yield f"What would help: {_plain(gap.remedy)}" if gap.remedy else ""
    yield f"State: {_label(story, 'gap_states', gap.status)}"
    yield f"Voice: {_voice(story.form, gap.voice)}"


def _questions(story: Story) -> Iterator[str]:
    """Every question of the form, the unanswered ones too."""
    for section in story.form.sections:
        yield f"## {section.id} {section.title.say()}"
        for question in section.questions:
            yield f"### {question.id} {question.ask.say()}"
            said = story.to(question.id)
            entries = sum(gap.question == question.id for gap in story.gaps)
            if entries:
                yield f"See {entries} entries above, “What the data cannot say”."
            elif not said:
                yield "_Nobody has answered this._"
            yield from (_statement(story, each) for each in said)


def _statement(story: Story, each: Statement) -> str:
    said = _quoted(each.text)
    if each.absence:
        label = _label(story, "absences", each.absence)
        said = _quoted(f"{label}. {each.note}".strip())
    elif each.note:
        said += f"\n>\n{_quoted(each.note)}"
    who = f"{_voice(story.form, each.voice)}: {_plain(each.author)}, {each.said_on}"
    asked = f"- Asked: {_plain(each.asked_of)}, {each.asked_on}" if each.asked_of else ""
    rests = [f"- {_evidence(evidence)}" for evidence in each.evidence]
    lines = [f"- {who}", *([asked] if asked else []), *rests]
    return f"{said}\n\n" + "\n".join(lines)


def _credits(story: Story) -> Iterator[str]:
    yield "## Who did the work"
    for name in CREDIT_CLASSES:
        lines = [
            f"- {_plain(each.name)}, {each.role}: {_plain(each.what)}".removesuffix(": ")
            for each in story.credits
            if each.role_class == name
        ]
        yield "\n".join([f"**{name.capitalize()}**", "", *(lines or ["- nobody recorded"])])


def _evidence(each: Evidence) -> str:
    parts = [f"{each.kind.capitalize()}: {_plain(each.title)}"]
    parts += [_address(each.url)] if each.url else []
    parts += [f"read {each.read_on}"] if each.read_on else []
    parts += [_plain(each.note)] if each.note else []
    return ", ".join(parts)


def _label(story: Story, vocabulary: str, key: str) -> str:
    return story.form.vocabulary(vocabulary).label(key)


def _voice(form: Form, voice: str) -> str:
    return form.vocabulary("voices").label(voice)


def _quoted(text: str) -> str:
    return "\n".join(f"> {_plain(line)}".rstrip() for line in text.split("\n"))


def _plain(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _address(address: str) -> str:
    """As a Markdown autolink; signs that would end it are percent-encoded."""
    safe = address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"<{safe}>" if safe else "none given"
