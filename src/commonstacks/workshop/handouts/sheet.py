"""The whole context as a sheet to read: blocks of text, before they are Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.handouts.story import CREDIT_CLASSES, Statement, Story


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look: "" plain, "strong", "em", or "link", an address."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is h1, h2, h3, p, quote or list; each line is a row of runs."""

    kind: str
    lines: tuple[tuple[Run, ...], ...]


def sheet(story: Story) -> Iterator[Block]:
    """Every block of the datasheet, in English: head, gaps, every question of the form with every
    voice and absence, the unanswered ones too, and the people."""
    yield from _head(story)
    yield from _gaps(story)
    yield from _questions(story)
    yield from _credits(story)


def heading(level: int, text: str) -> Block:
    """A heading of level 1 to 3."""
    return Block(f"h{level}", ((Run(text),),))


def paragraph(*runs: Run) -> Block:
    """One paragraph."""
    return Block("p", (runs,))


def _head(story: Story) -> Iterator[Block]:
    licence = story.licence.id or "none stated"
    state = _label(story, "licence_states", story.licence.state)
    facts = story.facts
    heard = ", ".join(_voice(story.form, voice) for voice in facts.voices) or "nobody"
    yield heading(1, story.title)
    lines = [
        (Run(f"Publisher: {story.publisher}"),),
        (Run("Where it came from: "), _link(story.address)),
        (Run(f"Version {story.version}, taken in {story.version_on}; {story.rows:,} rows"),),
        (Run(f"Licence: {licence} ({state})"),),
        (Run(f"Credit line: {story.attribution or 'none given'}"),),
        (Run("Page: "), _link(story.landing_address)),
        (Run(f"Context revision {story.revision}, form release {story.form.release}"),),
    ]
    if story.context_address:
        lines.append((Run("The same as data: "), _link(story.context_address)))
    yield Block("list", tuple(lines))
    yield _list(
        f"Answered: {facts.answered} of {facts.questions} questions",
        f"Honestly unknown: {facts.unknown}",
        f"Voices heard: {heard}",
        f"Written for version {facts.written_for}; the newest is {facts.newest}",
    )
    for question in facts.nobody_asked:
        asked = story.form.question(question).ask.say()
        yield paragraph(Run(f"Nobody was asked: {asked}", "strong"))


def _gaps(story: Story) -> Iterator[Block]:
    yield heading(2, "What the data cannot say")
    if not story.gaps:
        yield paragraph(Run("No entry."))
    kinds = story.form.vocabulary("gap_kinds")
    for gap in story.gaps:
        yield paragraph(Run(f"{kinds.label(gap.kind)}.", "strong"), Run(f" {gap.text}"))
        facts = [(Run(line),) for line in _gap_facts(story, gap) if line]
        yield Block("list", (*facts, *(_evidence(each) for each in gap.evidence)))


def _gap_facts(story: Story, gap: Gap) -> Iterator[str]:
    yield f"Who: {gap.group}" if gap.group else ""
    yield f"Where: {gap.place}" if gap.place else ""
    yield f"When: {gap.period.first or '…'} to {gap.period.last or '…'}" if gap.period else ""
    yield f"Columns: {', '.join(gap.columns)}" if gap.columns else ""
    for each in gap.where:
        yield f"Rows where {each.column} is {' or '.join(each.values)}"
    yield f"Why: {_label(story, 'gap_why', gap.why)}. {gap.why_text}".rstrip()
    if gap.size:
        yield f"Size: {gap.size.low:,g} to {gap.size.high:,g} {gap.size.unit}"
    yield f"Direction: {_label(story, 'directions', gap.direction)}"
    for severity in gap.severity:
        level = _label(story, "severities", severity.level)
        yield f"{level}: {severity.use}" if severity.use else level
    yield f"What would help: {gap.remedy}" if gap.remedy else ""
    yield f"State: {_label(story, 'gap_states', gap.status)}"
    yield f"Voice: {_voice(story.form, gap.voice)}"
    for word in gap.says:
        side = _label(story, "stances", word.stance)
        yield f"{side}: {word.agent} ({_voice(story.form, word.voice)}): {word.text}"


def _questions(story: Story) -> Iterator[Block]:
    for section in story.form.sections:
        yield heading(2, f"{section.id} {section.title.say()}")
        for question in section.questions:
            yield heading(3, f"{question.id} {question.ask.say()}")
            said = story.to(question.id)
            entries = sum(gap.question == question.id for gap in story.gaps)
            if entries:
                yield paragraph(Run(f"See {entries} entries above, “What the data cannot say”."))
            elif not said:
                yield paragraph(Run("Nobody has answered this.", "em"))
            for each in said:
                yield from _statement(story, each)


def _statement(story: Story, each: Statement) -> Iterator[Block]:
    said = each.text
    if each.absence:
        said = f"{_label(story, 'absences', each.absence)}. {each.note}".strip()
    elif each.note:
        said += f"\n\n{each.note}"
    yield Block("quote", tuple((Run(line),) for line in said.split("\n")))
    who = Run(f"{_voice(story.form, each.voice)}: {each.author}, {each.said_on}")
    asked = [(Run(f"Asked: {each.asked_of}, {each.asked_on}"),)] if each.asked_of else []
    yield Block("list", ((who,), *asked, *(_evidence(evidence) for evidence in each.evidence)))


def _credits(story: Story) -> Iterator[Block]:
    yield heading(2, "Who did the work")
    for name in CREDIT_CLASSES:
        lines = [
            f"{each.name}, {each.role}: {each.what}".removesuffix(": ")
            for each in story.credits
            if each.role_class == name
        ]
        yield paragraph(Run(name.capitalize(), "strong"))
        yield _list(*(lines or ["nobody recorded"]))


def _evidence(each: Evidence) -> tuple[Run, ...]:
    runs = [Run(f"{each.kind.capitalize()}: {each.title}")]
    runs += [Run(", "), _link(each.url)] if each.url else []
    runs += [Run(f", read {each.read_on}")] if each.read_on else []
    return (*runs, Run(f", {each.note}")) if each.note else tuple(runs)


def _list(*lines: str) -> Block:
    return Block("list", tuple((Run(line),) for line in lines))


def _link(address: str) -> Run:
    return Run(address, "link") if address else Run("none given")


def _label(story: Story, vocabulary: str, key: str) -> str:
    return story.form.vocabulary(vocabulary).label(key)


def _voice(form: Form, voice: str) -> str:
    return form.vocabulary("voices").label(voice)
