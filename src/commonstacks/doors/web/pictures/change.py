"""What changed between a version and the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.words import CHANGES, KINDS, Words, word
from commonstacks.flows import history
from commonstacks.flows.shown import Lent
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
class ChangePicture:
    kind: Words
    before: int  # the version compared with
    difference: Difference
    retyped: tuple[Retyped, ...]
    examples: tuple[ExamplePicture, ...]


def change_picture(lent: Lent) -> ChangePicture:
    """For a dataset that is lent to this reader already."""
    before, difference = history.change_of(lent, lent.version.number)
    return ChangePicture(
        kind=word(CHANGES, difference.kind),
        before=before,
        difference=difference,
        retyped=tuple(
            Retyped(name, word(KINDS, old), word(KINDS, new))
            for name, old, new in difference.columns_retyped
        ),
        examples=tuple(example_picture(each) for each in difference.examples),
    )


def example_picture(example: Example) -> ExamplePicture:
    return ExamplePicture(
        done=word(DONE, example.change),
        key=", ".join(str(part) for part in example.key),
        cells=example.cells,
        change=example.change,
    )
