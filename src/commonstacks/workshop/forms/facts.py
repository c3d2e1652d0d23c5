"""How good is a context? Four facts, never one score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import Said, about_people, counts, holds

HEARD: Final = ("P", "W", "S", "C", "X")
NOT_ASKED: Final = "not_asked"  # says nothing in anybody's voice


@dataclass(frozen=True, slots=True)
class Facts:
    """``answered`` of ``questions`` · ``unknown`` honestly open · ``voices`` heard · freshness.

    ``nobody_asked`` lists the questions that say so (C2, I1), which pages show as a banner.
    """

    answered: int
    questions: int
    unknown: int
    voices: tuple[str, ...]
    written_for: int
    newest: int
    nobody_asked: tuple[str, ...] = ()

    @property
    def only_publisher(self) -> bool:
        return self.voices == ("P",)

    @property
    def fresh(self) -> bool:
        return self.written_for == self.newest


def four_facts(
    form: Form, said: Iterable[Said], gaps: Iterable[Gap], *, written_for: int, newest: int
) -> Facts:
    """The four facts of a context written for dataset version ``written_for``.

    Counted over the questions that apply: the five about people drop out when F1 is "no".
    A question with both an answer and an absence counts as answered.
    """
    spoken = tuple(each for each in said if each.voice in HEARD)
    standing = tuple(gap for gap in gaps if counts(gap) and gap.voice in HEARD)
    people = about_people(spoken)
    asked = {each.id for each in form.asked if people or each.gate != "people"}
    answered = _answered(form, spoken, standing) & asked
    unknown = _absent(form, spoken) & asked - answered
    heard = {each.voice for each in spoken if each.absence != NOT_ASKED}
    heard |= {gap.voice for gap in standing}
    return Facts(
        answered=len(answered),
        questions=len(asked),
        unknown=len(unknown),
        voices=tuple(voice for voice in HEARD if voice in heard),
        written_for=written_for,
        newest=newest,
        nobody_asked=_nobody_asked(form, spoken),
    )


def _answered(form: Form, said: Sequence[Said], gaps: Sequence[Gap]) -> set[str]:
    spoken = {each.question for each in _holding(form, said) if _answers(each)}
    return spoken | {gap.question for gap in gaps}


def _absent(form: Form, said: Sequence[Said]) -> set[str]:
    return {each.question for each in _holding(form, said) if not _answers(each)}


def _holding(form: Form, said: Sequence[Said]) -> list[Said]:
    known = [each for each in said if form.has(each.question)]
    return [each for each in known if holds(form.question(each.question), each)]


def _answers(each: Said) -> bool:
    """Where "nobody was asked" holds at all, it is the answer and not a gap in what we know."""
    return each.absence in {"", NOT_ASKED}


def _nobody_asked(form: Form, said: Sequence[Said]) -> tuple[str, ...]:
    told = {each.question for each in said if each.absence == NOT_ASKED}
    asked = {each.question for each in said if not each.absence}
    return tuple(
        each.id for each in form.questions if each.not_asked_counts and each.id in told - asked
    )
