"""The story of one dataset version, as every handout tells it; consent to names comes before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from commonstacks.kit.digests import canonical
from commonstacks.workshop.forms.answers import Answer
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.facts import Facts
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap

CONTEXT_KEY: Final = "commonstacks:context"
"""The name under which the context travels inside other people's formats."""

CREDIT_CLASSES: Final = (
    "origin", "gather", "make", "context", "sense", "gather people", "govern", "enable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Licence:
    """``state``: stated, inferred, conflicting, none_stated. ``id``: SPDX, or an address."""

    state: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of the version as it is kept. ``size`` in bytes, ``sha256`` in hex.

    ``address`` is where its bytes are lent, empty where nobody may say.
    """

    name: str
    size: int
    media_type: str
    sha256: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """The ZIP of the table with its context. ``form`` is csv or parquet, ``path`` the table's
    place inside it."""

    form: str
    media_type: str
    address: str
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data are about. ``address`` names the place on the web (an IRI), or is empty;
    ``middle`` is (longitude, latitude) in degrees (WGS 84), where the gazetteer has it."""

    name: str
    address: str = ""
    middle: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``kind`` as the profile names it: text, code, integer, decimal, date, latitude, ..."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One voice's answer to one question, in plain words (``text``) and as kept (``answer``).

    With an ``absence`` there is neither; ``note`` then says why. ``author`` is the name as shown.
    """

    question: str
    ask: str
    voice: str
    author: str
    said_on: date
    text: str = ""
    answer: Answer | None = None
    absence: str = ""
    note: str = ""
    asked_of: str = ""
    asked_on: date | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """``name`` as shown, or "1 contributor not named". ``role_class`` is one of the eight.

    ``kind`` of agent, where it may be said: person, organisation, group, community, software.
    """

    role_class: str
    role: str
    name: str
    what: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A dataset version with the context revision that is shown with it.

    ``address`` is where the publisher's file is, ``landing_address`` our page of this version,
    ``view_address`` the immutable address of a view, empty where the whole version is meant;
    ``context_address`` is where the whole context lies as JSON, ``previous_address`` the page of
    the version before. ``library`` is the name of the library that lends it, ``taken_at`` the
    moment the version came in, ``steps`` how its files were read, in words. ``renamed`` are the
    questions that have another id in ``form`` than in the form that comes with the program: that
    one, and the one they have now.
    """

    title: str
    slug: str
    publisher: str
    address: str
    attribution: str
    licence: Licence
    version: int
    version_on: date
    rows: int
    files: tuple[HeldFile, ...]
    columns: tuple[TableColumn, ...]
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...]
    facts: Facts
    credits: tuple[Credit, ...]
    landing_address: str
    revision: int
    form: Form
    library: str
    view_address: str = ""
    context_address: str = ""
    previous_address: str = ""
    taken_at: datetime | None = None
    places: tuple[Place, ...] = ()
    downloads: tuple[Download, ...] = ()
    steps: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def to(self, question: str) -> tuple[Statement, ...]:
        """Everything said to one question, each voice for itself.

        ``question`` is its id in the form that comes with the program, by which the exports know
        it; what a release of this library called otherwise is found by ``renamed``.
        """
        now = dict(self.renamed).get(question, question)
        return tuple(each for each in self.statements if each.question == now)

    @property
    def lead(self) -> str:
        """What is in it, in the first words anybody gave (A1); empty where nobody did."""
        return next((each.text for each in self.to("A1") if each.text), "")


def context_facts(story: Story) -> dict[str, object]:
    """The whole context as JSON values: what stands under ``commonstacks:context``."""
    return {
        "form": story.form.release,
        "form_digest": story.form.digest,
        "revision": story.revision,
        "dataset": {
            "slug": story.slug,
            "title": story.title,
            "publisher": story.publisher,
            "source": story.address,
            "version": story.version,
            "version_date": story.version_on.isoformat(),
            "address": story.landing_address,
        },
        "license": {
            "state": story.licence.state,
            "id": story.licence.id,
            "url": story.licence.url,
            "attribution": story.attribution,
        },
        "statements": [_statement(each) for each in story.statements],
        "gaps": [gap.to_json() for gap in story.gaps],
        "credits": [
            {"class": each.role_class, "role": each.role, "name": each.name, "what": each.what}
            for each in story.credits
        ],
        "facts": _facts(story.facts),
    }


def context_json(story: Story) -> bytes:
    """``context_facts`` as canonical JSON (RFC 8785), UTF-8: the same story, the same bytes."""
    return canonical(context_facts(story))


def _statement(each: Statement) -> dict[str, object]:
    facts: dict[str, object] = {
        "question": each.question,
        "ask": each.ask,
        "voice": each.voice,
        "author": each.author,
        "date": each.said_on.isoformat(),
        "answer": each.answer,
        "text": each.text,
        "absence": each.absence,
        "note": each.note,
        "asked_of": each.asked_of,
        "asked_on": each.asked_on.isoformat() if each.asked_on else "",
        "evidence": [evidence.as_facts() for evidence in each.evidence],
    }
    return {key: value for key, value in facts.items() if value not in (None, "", [])}


def _facts(facts: Facts) -> dict[str, object]:
    return {
        "answered": facts.answered,
        "questions": facts.questions,
        "honestly_unknown": facts.unknown,
        "voices": list(facts.voices),
        "written_for_version": facts.written_for,
        "newest_version": facts.newest,
        "nobody_asked": list(facts.nobody_asked),
    }
