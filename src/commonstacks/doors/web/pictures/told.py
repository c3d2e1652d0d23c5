"""One answer, or one typed absence, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from commonstacks.doors.web.pictures.words import foreign, language
from commonstacks.flows.shown import Answer, Stale
from commonstacks.workshop.forms.form import Form, Question, Vocabulary
from commonstacks.workshop.forms.words import in_parts, in_words

CHOSEN: Final = frozenset({"choice", "date", "url", "licence"})  # the same, or something else
LINK: Final = 50  # a longer line is no link; its address follows it


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    how: str
    title: str
    url: str
    read_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one language in a line: somebody's, or a label of the form in the page's."""

    text: str
    language: str = ""  # where it is not the page's


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer, and the address that belongs to it."""

    text: str
    url: str = ""
    parts: tuple[Part, ...] = ()  # of the text, where its language is not the page's

    @property
    def short(self) -> bool:
        """Short enough to be the link itself."""
        return len(self.text) <= LINK

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or self.url


@dataclass(frozen=True, slots=True)
class Told:
    id: str
    voice: str
    voice_id: str
    author: str
    said_on: date
    lines: tuple[Line, ...]  # empty where it is an absence
    absence: str
    note: str
    asked_of: str
    asked_on: date | None
    evidence: tuple[EvidenceLine, ...]
    language: str = ""  # of what was written, where it is not the page's
    owes_agreement: bool = False  # an absence that a second person has to agree to


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """Everything said to one question; ``differ`` where voices do not say the same.

    ``heard``: nobody, one, agree, differ, or own words: several voices, and only a reader can
    tell whether free sentences agree.
    """

    id: str
    ask: str
    told: tuple[Told, ...]
    differ: bool
    stale: Stale | None = None
    heard: str = ""


def told_question(
    form: Form, question: Question, answers: Iterable[Answer], stale: Stale | None = None
) -> ToldQuestion:
    told = tuple(told_by(form, question, answer) for answer in answers)
    said = {(each.lines, each.absence) for each in told}
    return ToldQuestion(
        question.id,
        question.ask.say(language()),
        told,
        len(said) > 1,
        stale,
        heard(question, told, len(said)),
    )


def heard(question: Question, told: tuple[Told, ...], sayings: int) -> str:
    """How the voices stand to each other; ``sayings``: how many different things are said."""
    if len(told) < 2:
        return "one" if told else "nobody"
    if sayings == 1:
        return "agree"
    some_know = len({bool(each.absence) for each in told}) > 1
    return "differ" if some_know or question.type in CHOSEN else "own words"


def told_by(form: Form, question: Question, answer: Answer) -> Told:
    absent = answer.absence
    return Told(
        id=answer.id,
        voice=form.vocabulary("voices").label(answer.voice, language()),
        voice_id=answer.voice,
        author=answer.author,
        said_on=answer.said_on,
        lines=() if absent else tuple(lines_of(question, answer.answer, answer.language)),
        absence=form.vocabulary("absences").label(absent, language()) if absent else "",
        note=answer.note,
        asked_of=answer.asked_of,
        asked_on=answer.asked_on,
        evidence=evidence_lines(form, answer.evidence),
        language=foreign(answer.language),
        owes_agreement=absent in question.countersign and not answer.countersigned,
    )


def lines_of(question: Question, answer: Any, spoken: str = "") -> Iterable[Line]:
    """A line an entry. An address becomes the link of its line; a stated licence needs no more."""
    addresses = {field.name for field in question.fields if field.type == "url" and field.name}
    for entry in answer if isinstance(answer, list) else [answer]:
        if not isinstance(entry, Mapping):
            yield line_of(question, entry, spoken)
            continue
        hidden = {name for name in addresses if web_address(str(entry.get(name, "")))}
        silent = (
            {"state"}
            if question.type == "licence" and entry.get("id") and (entry.get("state") == "stated")
            else set()
        )
        kept = {name: said for name, said in entry.items() if name not in hidden | silent}
        url = next((web_address(str(entry[name])) for name in sorted(hidden)), "")
        yield line_of(question, kept, spoken, url)


def line_of(question: Question, entry: Any, spoken: str, url: str = "") -> Line:
    text, other = in_words(question, entry, language()), foreign(spoken)
    parts = in_parts(question, entry, language()) if other else ()
    return Line(text, url, tuple(Part(said, other if own else "") for said, own in parts))


def evidence_lines(form: Form, evidence: Iterable[Mapping[str, Any]]) -> tuple[EvidenceLine, ...]:
    kinds = form.vocabulary("evidence")
    return tuple(
        EvidenceLine(
            how=how_known(kinds, str(each.get("kind", "none")), str(each.get("title", ""))),
            title=str(each.get("title", "")),
            url=web_address(str(each.get("url", ""))),
            read_on=date.fromisoformat(each["read_on"]) if each.get("read_on") else None,
            note=str(each.get("note", "")),
        )
        for each in evidence
    )


def how_known(kinds: Vocabulary, kind: str, title: str) -> str:
    """The kind of evidence in words; a document's title speaks for itself."""
    return "" if title and kind == "documented" else kinds.label(kind, language())


def web_address(url: str) -> str:
    """Only what a browser may safely follow becomes a link."""
    return url if url.startswith(("https://", "http://")) else ""
