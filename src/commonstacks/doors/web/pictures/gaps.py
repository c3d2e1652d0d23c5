"""A gap as a page shows it: the sentence, and the facts that stand in the margin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.told import (
    EvidenceLine,
    evidence_lines,
    how_known,
    web_address,
)
from commonstacks.doors.web.pictures.words import foreign, language
from commonstacks.doors.web.templatetags.reading import number
from commonstacks.flows.shown import GapLine
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import RANKS, Gap, Severity

CONFIRMS: Final = "confirms"


@dataclass(frozen=True, slots=True)
class Says:
    """Who confirms or disputes a gap, in which voice, with which words."""

    confirms: bool
    voice: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class GapPicture:
    id: str
    question: str
    kind: str
    text: str
    language: str  # of the text, where it is not the page's
    facts: tuple[str, ...]  # few words, for the margin
    more: tuple[str, ...]  # who, why, what would help
    columns: tuple[str, ...]
    says: tuple[Says, ...]  # who confirms it comes first
    suggested: bool
    voice: str
    author: str
    said_on: date
    evidence: tuple[EvidenceLine, ...]


def gap_pictures(form: Form, lines: Iterable[GapLine]) -> tuple[GapPicture, ...]:
    """Those that matter most come first."""
    worst_first = sorted(lines, key=lambda line: -RANKS.index(line.gap.worst))
    return tuple(gap_picture(form, line) for line in worst_first)


def gap_picture(form: Form, line: GapLine) -> GapPicture:
    gap = line.gap
    return GapPicture(
        id=line.id,
        question=gap.question,
        kind=form.vocabulary("gap_kinds").label(gap.kind, language()),
        text=gap.text,
        language=foreign(gap.language),
        facts=tuple(fact for fact in facts_of(form, gap) if fact),
        more=tuple(fact for fact in more_of(form, gap) if fact),
        columns=gap.named_columns,
        says=says_of(form, gap),
        suggested=gap.status == "suggested" or line.voice == "M",
        voice=form.vocabulary("voices").label(line.voice, language()),
        author=line.author,
        said_on=line.said_on,
        evidence=evidence_lines(form, line.evidence) or gap_evidence(form, gap),
    )


def says_of(form: Form, gap: Gap) -> tuple[Says, ...]:
    voices = form.vocabulary("voices")
    words = (
        Says(each.stance == CONFIRMS, voices.label(each.voice, language()), each.agent, each.text)
        for each in gap.says
    )
    return tuple(sorted(words, key=lambda word: not word.confirms))


def gap_evidence(form: Form, gap: Gap) -> tuple[EvidenceLine, ...]:
    kinds = form.vocabulary("evidence")
    return tuple(
        EvidenceLine(
            how=how_known(kinds, each.kind, each.title),
            title=each.title,
            url=web_address(each.url),
            read_on=each.read_on,
            note=each.note,
        )
        for each in gap.evidence
    )


def facts_of(form: Form, gap: Gap) -> Iterable[str]:
    """Where, when, how big, which way; what is not known is said too."""
    yield gap.place
    yield when(gap)
    yield how_many(gap)
    directions = form.vocabulary("directions")
    yield directions.label(gap.direction, language()) if gap.direction != "unknown" else ""
    worst = form.vocabulary("severities").label(gap.worst, language())
    yield worst if gap.worst == "biases" else ""
    yield state(form, gap)


def more_of(form: Form, gap: Gap) -> Iterable[str]:
    yield _("Who: %(group)s") % {"group": gap.group} if gap.group else ""
    if gap.variable and gap.variable not in gap.named_columns:
        yield _("What: %(variable)s") % {"variable": gap.variable}
    yield why(form, gap)
    yield _("Decided by %(who)s") % {"who": gap.decided_by} if gap.decided_by else ""
    yield from (matters(form, each) for each in gap.severity if each.use)
    if gap.size and gap.size.method:
        yield _("How it was counted: %(method)s") % {"method": gap.size.method}
    yield _("What would help: %(remedy)s") % {"remedy": gap.remedy} if gap.remedy else ""


def matters(form: Form, severity: Severity) -> str:
    level = form.vocabulary("severities").label(severity.level, language())
    return f"{level}: {severity.use}"


def when(gap: Gap) -> str:
    if gap.period is None:
        return ""
    first, last = gap.period.first, gap.period.last
    if first and last and first != last:
        return _("From %(first)s to %(last)s") % {"first": first, "last": last}
    if first and not last:
        return _("Since %(first)s") % {"first": first}
    return _("When: %(day)s") % {"day": last} if first == last else _("Until %s") % last


def how_many(gap: Gap) -> str:
    if gap.size is None:
        return _("Size not estimated")
    low, high = whole(gap.size.low), whole(gap.size.high)
    amount = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return f"{amount} {gap.size.unit}"


def whole(value: float) -> str:
    return number(int(value) if value == int(value) else value)


def why(form: Form, gap: Gap) -> str:
    reason = form.vocabulary("gap_why").label(gap.why, language())
    return f"{reason}: {gap.why_text}" if gap.why_text else reason


def state(form: Form, gap: Gap) -> str:
    if gap.status == "open":
        return ""
    words = form.vocabulary("gap_states").label(gap.status, language())
    if gap.repaired_in:
        return _("%(state)s in version %(number)s") % {"state": words, "number": gap.repaired_in}
    return words
