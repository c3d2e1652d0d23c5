"""What is lent, as values: the stub, the dataset with its story, the page of rows, the citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.library.catalog.models import Hold
from commonstacks.library.credit.queries import CreditClass
from commonstacks.workshop.forms.facts import Facts
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.cells import OPEN, Policy


class Waiting(Refusal):
    """The dataset is held, and waits for its context: only the stub is shown."""

    def __init__(self, stub: Stub) -> None:
        super().__init__(
            "“{title}” is waiting for its context.",
            "{open} of {asked} questions are still open. See how to help.",
            title=stub.title,
            open=stub.open,
            asked=stub.asked,
        )
        self.stub = stub


class Withheld(Waiting):
    """The context is published, the data are not lent: paused, or context only."""

    def __init__(self, stub: Stub, why: str) -> None:
        Refusal.__init__(self, why, "Its context can be read by everybody.")
        self.stub = stub


GONE: Final[Mapping[str, str]] = {
    Hold.Kind.HIDDEN: phrase("hidden"),
    Hold.Kind.WITHDRAWN: phrase("withdrawn"),
    Hold.Kind.ERASED: phrase("erased"),
}


class Gone(Refusal):
    """There was a dataset here; a tombstone says why it is gone."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(
            "“{slug}” was {what}.", "{why}", slug=hold.slug, what=GONE[hold.kind], why=hold.reason
        )
        self.at = hold.at
        self.kind = hold.kind


@dataclass(frozen=True, slots=True)
class PlaceLine:
    id: str
    name: str
    inside: tuple[tuple[str, str], ...]  # (id, name) of what contains it, nearest first


@dataclass(frozen=True, slots=True)
class Stub:
    """All that the public sees of an unpublished dataset."""

    slug: str
    title: str
    publisher: str
    address: str
    places: tuple[PlaceLine, ...]
    open: int
    asked: int
    state: str
    withheld: str = ""  # why only the context is read, where it is published
    revision: int = 0  # the newest of its story, where it is published


@dataclass(frozen=True, slots=True)
class Card:
    """A published dataset in a list."""

    slug: str
    title: str
    publisher: str
    address: str
    lead: str
    rows: int
    version: int
    taken_at: datetime
    places: tuple[PlaceLine, ...]
    language: str = ""  # of the lead


@dataclass(frozen=True, slots=True)
class FileLine:
    name: str
    size: int
    sha256: str
    sha512: str
    media_type: str
    unreadable: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One of the tables of a version, in a list of them."""

    name: str
    rows: int
    columns: int
    shown: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    taken_at: datetime
    rows: int | None  # None: could not be read
    set_aside: int
    files: tuple[FileLine, ...]
    change: str  # the summary, empty for the first
    change_kind: str
    unreadable: str
    hint: str
    label: str = ""  # the publisher's own name of it
    published_on: date | None = None  # as the publisher says
    doubt: str = ""  # why it may be broken, though it could be read
    trusted: bool = False  # a person looked, and found it right

    @property
    def wrong(self) -> str:
        """Why it is not the one that is lent by default; empty where it may be."""
        return self.unreadable or ("" if self.trusted else self.doubt)


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement as the public reads it: an answer or a typed absence, in one voice."""

    id: str
    question: str
    answer: Any
    absence: str
    note: str
    asked_of: str
    asked_on: date | None
    voice: str
    author: str
    said_on: date
    evidence: tuple[dict[str, Any], ...]
    countersigned: bool = False
    language: str = ""  # in which it was written


@dataclass(frozen=True, slots=True)
class GapLine:
    id: str
    gap: Gap
    voice: str
    author: str
    said_on: date
    evidence: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Stale:
    question: str
    level: str
    because: str
    version: int


@dataclass(frozen=True, slots=True)
class Story:
    """A frozen revision of the context, with names resolved now."""

    revision: int
    version: int
    form: Form
    published_at: datetime
    answers: tuple[Answer, ...]
    gaps: tuple[GapLine, ...]
    facts: Facts
    keys: int
    keys_needed: int
    reply: str
    reply_why: str
    told_on: date | None
    digest: str

    def to(self, question: str) -> tuple[Answer, ...]:
        """Everything said to one question, each voice for itself."""
        return tuple(answer for answer in self.answers if answer.question == question)


@dataclass(frozen=True, slots=True)
class Groups:
    """From how many rows on groups are told; ``reason``, ``by`` and ``on`` where a steward decided
    it, else the context did."""

    policy: Policy = OPEN
    reason: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """A dataset as it is lent: never without its story."""

    id: str
    slug: str
    title: str
    publisher: str
    address: str
    licence: str
    attribution: str
    version: VersionLine
    newest: int
    table: str  # digest of the table, the name of everything derived from it
    table_name: str
    tables: tuple[TableLine, ...]  # all of this version
    profile: TableProfile  # without its numbers where people are in it
    charted: TableProfile  # all of it, with the places of its rows: to prepare by, not to show
    story: Story | None  # None only for those who work on an unpublished dataset
    stale: tuple[Stale, ...]
    credits: tuple[CreditClass, ...]
    versions: tuple[VersionLine, ...]
    places: tuple[PlaceLine, ...]
    published: bool
    open: int
    contested: tuple[str, ...] = ()  # questions with a dispute that nobody has answered
    groups: Groups = Groups()

    @property
    def policy(self) -> Policy:
        """What may be told of small groups of rows: for every door."""
        return self.groups.policy


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """One table of two versions; ``difference`` is None for one that came or went."""

    name: str
    before: str  # what it was called then; empty where it is new
    gone: bool
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since version ``before``: in all tables together, and in the one shown."""

    before: int
    kind: str
    summary: str
    tables: tuple[ChangedTable, ...]
    shown: ChangedTable


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows of a table as text, exactly as published; ``None`` is a missing value."""

    columns: tuple[ColumnProfile, ...]
    rows: tuple[tuple[str | None, ...], ...]
    first: int  # the number of the first row shown, from 1
    total: int


@dataclass(frozen=True, slots=True)
class JobLine:
    id: str
    what: str
    subject: str
    state: str
    done: int
    total: int
    step: str
    reason: str
    hint: str
    result: dict[str, Any]
    live: bool
