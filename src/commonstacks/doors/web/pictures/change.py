"""What changed between a version and the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.words import CHANGES, KINDS, Words, word
from commonstacks.flows import history
from commonstacks.flows.shown import ChangedTable, Lent
from commonstacks.workshop.tables.history.difference import Difference, Example
from commonstacks.workshop.tables.shape import Scalar

DONE: dict[str, Words] = {
    "added": _("Added"),
    "removed": _("Taken out"),
    "changed": _("Changed"),
}


@dataclass(frozen=True, slots=True)
class Retyped:
    column: str
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    done: Words
    key: str
    cells: tuple[tuple[str, Scalar, Scalar], ...]
    change: str


@dataclass(frozen=True, slots=True)
class TablePicture:
    """One of several tables; ``query`` shows what changed in it, where anything could."""

    name: str
    says: Words
    query: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ChangePicture:
    kind: Words
    before: int  # the version compared with
    summary: str
    tables: tuple[TablePicture, ...]  # where there are several
    table: str  # the one shown
    query: str
    difference: Difference | None
    retyped: tuple[Retyped, ...]
    examples: tuple[ExamplePicture, ...]


def change_picture(lent: Lent, table: str = "") -> ChangePicture:
    """For a dataset that is lent to this reader already."""
    what = history.change_of(lent, lent.version.number, table)
    difference = what.shown.difference
    several = len(what.tables) > 1
    return ChangePicture(
        kind=word(CHANGES, what.kind),
        before=what.before,
        summary=what.summary,
        tables=tuple(table_picture(each, what.shown.name) for each in what.tables if several),
        table=what.shown.name,
        query=query(what.shown.name) if several else "",
        difference=difference,
        retyped=tuple(
            Retyped(name, word(KINDS, old), word(KINDS, new))
            for name, old, new in (difference.columns_retyped if difference else ())
        ),
        examples=tuple(map(example_picture, difference.examples if difference else ())),
    )


def table_picture(table: ChangedTable, shown: str) -> TablePicture:
    if table.difference is None:
        return TablePicture(
            table.name, _("is gone") if table.gone else _("is new"), "", shown=False
        )
    return TablePicture(
        table.name, table.difference.summary, query(table.name), shown=table.name == shown
    )


def query(table: str) -> str:
    return f"?{urlencode({'table': table})}"


def example_picture(example: Example) -> ExamplePicture:
    return ExamplePicture(
        done=word(DONE, example.change),
        key=", ".join(str(part) for part in example.key),
        cells=example.cells,
        change=example.change,
    )
