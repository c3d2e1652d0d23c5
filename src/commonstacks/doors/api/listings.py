"""What the API answers to lists: results, versions, rows, changes."""

from __future__ import annotations

from ninja import Schema

from commonstacks.doors.api.schemas import InShort, Place, Stub, Version


class Card(Schema):
    slug: str
    title: str
    publisher: str
    lead: str
    version: int
    places: list[Place]
    why: list[str]
    """Why it is shown, where something was asked for."""
    address: str
    context: str
    page: str


class Cards(Schema):
    total: int
    first: int
    next: str | None
    place: Place | None
    candidates: list[Place]
    """Places that the words may mean, where that is not clear."""
    dropped: list[str]
    """Words that were left out, because nothing has all of them."""
    results: list[Card]


class Versions(Schema):
    dataset: str
    versions: list[Version]
    context: InShort


class Rows(Schema):
    """Rows as text, as published; null is a missing value."""

    dataset: str
    version: int
    columns: list[str]
    first: int
    total: int
    next: str | None
    rows: list[list[str | None]]
    context: InShort


class ChangedCell(Schema):
    column: str
    before: str | int | float | bool | None
    after: str | int | float | bool | None


class ChangedRow(Schema):
    change: str
    """added, removed or changed"""
    key: list[str | int | float | bool | None]
    cells: list[ChangedCell]


class ChangedColumns(Schema):
    added: list[str]
    removed: list[str]
    renamed: list[tuple[str, str]]
    retyped: list[tuple[str, str, str]]


class ChangedCount(Schema):
    same: int
    added: int
    removed: int
    changed: int


class ChangedTable(Schema):
    name: str
    kind: str
    """new or gone where the table was in one of the versions only"""
    summary: str
    address: str | None


class Change(Schema):
    """What changed since the last good version before, in all tables and in the one named; a few
    rows of each change as examples."""

    dataset: str
    version: int
    before: int
    kind: str
    summary: str
    tables: list[ChangedTable]
    table: str
    key: list[str] | None
    """The columns that tell rows apart; null where rows were compared whole."""
    columns: ChangedColumns
    rows: ChangedCount
    share_changed: float
    examples: list[ChangedRow]
    page: str
    context: InShort


class Stubs(Schema):
    total: int
    first: int
    next: str | None
    results: list[Stub]
