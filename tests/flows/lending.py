"""Published datasets made as rows alone, so that a test can have as many as it likes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from commonstacks.kit.text import fold
from commonstacks.library.catalog.models import Change, Dataset, File, Table, Version
from commonstacks.library.context.models import Publication, Revision
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places.models import Alias, Parent, Place
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.tables.shape import TableProfile
from tests.library import making

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AUTHOR = "00000000-0000-0000-0000-000000000001"
numbers = itertools.count(1)


def place(key: str, name: str, *above: Place) -> Place:
    """A place, and what contains it: the nearest first."""
    made = Place.objects.create(id=key, kind="city", name=name)
    Alias.objects.create(place=made, text=name, folded=fold(name))
    for distance, parent in enumerate(above, 1):
        Parent.objects.create(place=made, parent=parent, distance=distance)
    return made


def lent(
    title: str = "Trees",
    *,
    places: Iterable[Place] = (),
    rows: Iterable[Place] = (),
    licence: dict[str, Any] | None = None,
    gaps: Iterable[Gap] = (),
    lead: str = "Every tree of a street. One row each.",
    versions: int = 1,
) -> Dataset:
    """Published: about ``places`` as people named them, with ``rows`` that name others."""
    number = next(numbers)
    dataset = making.dataset(title, publisher="City of Trees")
    newest = [add_version(dataset, one) for one in range(1, versions + 1)][-1]
    document = {
        "form": 1,
        "statements": [
            statement("A1", lead),
            statement("F1", {"is": "no"}),
            *([statement("G1", licence)] if licence else []),
        ],
        "gaps": [gap_row(gap) for gap in gaps],
    }
    revision = Revision.objects.create(
        dataset=dataset, number=1, version=newest, form=1, document=document, at=NOON
    )
    Publication.objects.create(
        dataset=dataset, revision=revision, first_at=NOON + timedelta(minutes=number)
    )
    Footprint.objects.bulk_create(
        Footprint(dataset=dataset, place=one, how=how)
        for how, found in (("declared", places), ("column", rows))
        for one in found
    )
    return dataset


def add_version(dataset: Dataset, number: int) -> Version:
    version = Version.objects.create(
        dataset=dataset, number=number, taken_at=NOON + timedelta(days=number), inventory="0" * 128
    )
    File.objects.create(
        version=version, name="trees.csv", size=100 + number, sha256="a" * 64, sha512="b" * 128
    )
    profile = TableProfile(name="trees.csv", rows=number * 10, set_aside=0, columns=(), steps=())
    Table.objects.create(
        version=version,
        name="trees.csv",
        digest=f"{number:064d}",
        rows=profile.rows,
        set_aside=0,
        profile=profile.to_json(),
    )
    if number > 1:
        before = dataset.versions.get(number=number - 1)
        Change.objects.create(
            version=version, before=before, kind="appended", summary="10 rows added."
        )
    return version


def statement(question: str, answer: Any, voice: str = "X") -> dict[str, Any]:
    return {
        "question": question,
        "answer": answer,
        "absence": "",
        "voice": voice,
        "author": AUTHOR,
        "said_at": NOON.isoformat(),
        "evidence": [],
    }


def gap_row(gap: Gap) -> dict[str, Any]:
    return {"question": gap.question, "voice": gap.voice, "facts": gap.to_json()}
