"""What the API answers: our own shapes, so that a change of the tables never changes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema


class PlaceName(Schema):
    id: str
    name: str


class Place(PlaceName):
    inside: list[PlaceName]
    """What contains it, the nearest first."""


class Stub(Schema):
    """All that is shown of a dataset before its context is published."""

    slug: str
    title: str
    publisher: str
    address: str
    state: str
    open: int
    asked: int
    places: list[Place]


class Statement(Schema):
    """One answer in one voice, or a typed absence (``answer`` is null)."""

    id: str
    voice: str
    author: str
    said_on: date
    answer: Any
    in_words: str
    absence: str
    note: str
    asked_of: str
    asked_on: date | None
    evidence: list[dict[str, Any]]


class Question(Schema):
    id: str
    ask: str
    statements: list[Statement]


class Size(Schema):
    low: float
    high: float
    unit: str
    method: str


class Period(Schema):
    first: str
    last: str


class Where(Schema):
    column: str
    values: list[str]


class Severity(Schema):
    level: str
    use: str


class Says(Schema):
    voice: str
    agent: str
    stance: str
    text: str


class Gap(Schema):
    """Who or what is left out (C1), or was never written down (D1)."""

    id: str
    author: str
    said_on: date
    voice: str
    question: str
    kind: str
    text: str
    group: str
    place: str
    period: Period | None
    variable: str
    columns: list[str]
    where: list[Where]
    versions: str
    why: str
    why_text: str
    decided_by: str
    size: Size | None
    direction: str
    severity: list[Severity]
    says: list[Says]
    remedy: str
    status: str
    repaired_in: int | None
    evidence: list[dict[str, Any]]


class Facts(Schema):
    """How good the context is: four facts, never one score."""

    answered: int
    questions: int
    unknown: int
    voices: list[str]
    written_for: int
    newest: int
    fresh: bool
    only_publisher: bool
    nobody_asked: list[str]


class Stale(Schema):
    """A question whose answer may no longer hold."""

    question: str
    level: str
    because: str
    version: int


class Context(Schema):
    """A published revision of the context, as it was agreed."""

    dataset: str
    revision: int
    version: int
    form: str
    digest: str
    published_at: datetime
    reply: str
    reply_why: str
    told_on: date | None
    keys: int
    keys_needed: int
    facts: Facts
    questions: list[Question]
    gaps: list[Gap]
    stale: list[Stale]


class InShort(Schema):
    """The context where the whole would drown the answer; ``address`` has the whole."""

    address: str
    revision: int
    digest: str
    lead: str
    gaps: list[str]
    facts: Facts
    stale: list[Stale]


class File(Schema):
    name: str
    size: int
    sha256: str
    sha512: str
    media_type: str


class Version(Schema):
    number: int
    taken_at: datetime
    rows: int | None
    set_aside: int
    unreadable: str
    hint: str
    change: str
    change_kind: str
    doubt: str
    """Why it may be broken though it could be read; then it is not lent first."""
    trusted: bool
    """Somebody looked, and found it right."""
    label: str
    """The publisher's own name of it, where there is one."""
    published_on: date | None
    """As the publisher says; ``taken_at`` is when this library saw it."""
    files: list[File]
    address: str


class Table(Schema):
    name: str
    rows: int
    columns: int
    address: str
    """Its rows."""


class Column(Schema):
    name: str
    position: int
    kind: str
    why: str
    nulls: int | None
    """Null, like ``distinct``: not said, as people are in the table."""
    distinct: int | None
    distinct_exact: bool
    sensitive: bool


class Credit(Schema):
    role: str
    name: str | None
    """Null: one contributor who is not named."""
    kind: str
    what: str
    level: str
    state: str


class CreditClass(Schema):
    name: str
    credits: list[Credit]
    """Empty: nobody recorded."""


class Dataset(Schema):
    id: str
    slug: str
    title: str
    publisher: str
    source: str
    licence: str
    attribution: str
    page: str
    version: Version
    newest: int
    tables: list[Table]
    """All tables of this version; ``columns`` are those of the first."""
    columns: list[Column]
    places: list[Place]
    credits: list[CreditClass]
    context: Context
