"""What a change of the form would be: its class, and what it would do to the contexts here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonstacks.flows import wiring
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Said
from commonstacks.workshop.forms import classes, dry_run
from commonstacks.workshop.forms.difference import Difference
from commonstacks.workshop.forms.dry_run import ContextSaid, Report
from commonstacks.workshop.forms.migrate import Spoken
from commonstacks.workshop.forms.patch import Patched, lay, operation_from

Facts = Mapping[str, Any]
PUBLIC = Said.Visibility.PUBLIC


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A patch laid on the form in force: ``weight`` is patch, minor, major, or "" for nothing."""

    release: int
    patched: Patched
    differences: tuple[Difference, ...]
    weight: str


def rehearse(operations: Sequence[Facts]) -> Rehearsal:
    """Refuses, in plain words, operations that the form in force cannot take."""
    release = wiring.newest_form()
    return rehearse_on(release, operations)


def rehearse_on(release: int, operations: Sequence[Facts]) -> Rehearsal:
    before = wiring.form_document(release)
    patched = lay(before, [operation_from(each) for each in operations], taken=ids_until(release))
    found = classes.differences(before, patched.document)
    return Rehearsal(release, patched, found, classes.class_of(found))


def ids_until(release: int) -> frozenset[str]:
    """Every id a question had in any release so far; none of them ever means another question."""
    documents = (wiring.form_document(number) for number in range(1, release + 1))
    return frozenset(each["id"] for document in documents for each in document["questions"])


def weight_of(operations: Sequence[Facts]) -> str:
    """The class of the change; refuses one that changes nothing."""
    weight = rehearse(operations).weight
    if not weight:
        raise Refusal("This changes nothing.", "Add a change to the proposal.")
    return weight


def report(rehearsal: Rehearsal) -> Report:
    return dry_run.dry_run(rehearsal.patched.steps, contexts())


def contexts() -> Iterator[ContextSaid]:
    """What stands in every context here, published or not; only counts leave this floor."""
    for dataset in Dataset.objects.exclude(context=None).order_by("created_at", "pk"):
        yield context_said(dataset)


def context_said(dataset: Dataset) -> ContextSaid:
    gaps = [each for each in said.standing_gaps(dataset) if each.visibility == PUBLIC]
    return ContextSaid(
        key=str(dataset.pk),
        spoken=tuple(
            Spoken(str(each.pk), said.as_said(each), each.visibility == PUBLIC)
            for each in said.standing_statements(dataset)
        ),
        gaps=said.gap_values(gaps),
    )
