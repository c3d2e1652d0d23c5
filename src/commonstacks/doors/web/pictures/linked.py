"""What somebody reads who follows a link: the questions that were answered, with every voice."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.told import ToldQuestion, told_question
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.inviting import LinkPage


@dataclass(frozen=True, slots=True)
class Answered:
    question: ToldQuestion
    gaps: tuple[str, ...]


def link_picture(page: LinkPage) -> tuple[Answered, ...]:
    """In the order of the form; questions without a word are left out."""
    found = (
        Answered(
            told_question(
                page.form, asked, [each for each in page.answers if each.question == asked.id]
            ),
            tuple(line.gap.text for line in page.gaps if line.gap.question == asked.id),
        )
        for asked in page.form.questions
    )
    return tuple(each for each in found if each.question.told or each.gaps)


def asked_options(page: LinkPage) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.ask.say(language())) for each in page.form.questions)
