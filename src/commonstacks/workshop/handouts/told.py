"""What was said to a question, as other people's formats take it: a line, an entry, a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonstacks.workshop.handouts.story import Statement, Story


def answers(story: Story, *questions: str) -> tuple[str, ...]:
    """Every answer to these questions in plain words, a line each, every voice for itself."""
    said = (each for key in questions for each in story.to(key) if each.text)
    return tuple(dict.fromkeys(line for each in said for line in each.text.split("\n")))


def words(story: Story, *questions: str) -> tuple[str, ...]:
    """``answers``, with each absence as a sentence where it was given instead."""
    lines = (
        line
        for key in questions
        for each in story.to(key)
        for line in (each.text.split("\n") if each.text else [absence(story, each)])
    )
    return tuple(dict.fromkeys(line for line in lines if line))


def absence(story: Story, each: Statement) -> str:
    """ "Who was asked about this? Nobody was asked. …"; empty where it is no absence."""
    if not each.absence:
        return ""
    label = story.form.vocabulary("absences").label(each.absence)
    return f"{each.ask} {label}. {each.note}".rstrip()


def entries(story: Story, question: str) -> Iterator[Mapping[str, Any]]:
    """The answers of a question with several blanks, as they are kept, one entry each."""
    for each in story.to(question):
        kept = each.answer if isinstance(each.answer, list) else [each.answer]
        yield from (entry for entry in kept if isinstance(entry, Mapping))


def blanks(story: Story, question: str, name: str) -> tuple[str, ...]:
    """What stands in one blank of every entry that has it, each once."""
    found = (str(entry.get(name, "")) for entry in entries(story, question))
    return tuple(dict.fromkeys(text for text in found if text))


def chosen(story: Story, question: str) -> str:
    """The first choice that was made, by its id; empty where none was."""
    made = (each.answer for each in story.to(question) if isinstance(each.answer, str))
    return next(made, "")


def gaps(story: Story, question: str) -> tuple[str, ...]:
    """The text of every gap of C1 (left out) or D1 (not recorded)."""
    return tuple(gap.text for gap in story.gaps if gap.question == question)


def described(story: Story) -> str:
    """What is in it; where nobody could say, that; never empty."""
    return story.lead or next(iter(words(story, "A1")), "") or story.title


def never(story: Story) -> tuple[str, ...]:
    """What nobody should use it for (E4), said so that no line can be taken for advice."""
    return tuple(f"Do not use it for this: {line}" for line in answers(story, "E4"))


def uses(story: Story) -> tuple[str, ...]:
    """What it is not for, and what it is good for (E4, E5); absences as sentences."""
    absent = (absence(story, each) for key in ("E4", "E5") for each in story.to(key))
    good = (f"Good for this: {line}" for line in answers(story, "E5"))
    return (*never(story), *good, *dict.fromkeys(line for line in absent if line))


def licence_line(story: Story) -> str:
    """ "Licence: CC-BY-4.0 (conflicting sources)": the state is never left out."""
    state = story.form.vocabulary("licence_states").label(story.licence.state)
    return f"Licence: {story.licence.id} ({state})" if story.licence.id else f"Licence: {state}"
