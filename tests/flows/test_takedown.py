"""Erasing is for stewards, needs a reason, and leaves a tombstone."""

from __future__ import annotations

import pytest

from commonstacks.flows import finding, reading, takedown, wiring
from commonstacks.flows.shown import Gone
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset, Hold, Source
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account
from tests.library import making

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_a_steward_erases(trees: Dataset) -> None:
    with pytest.raises(NotAllowed):
        takedown.erase(trees, reason="Because.", by=making.account())


def test_erasing_needs_a_reason(trees: Dataset, steward: Account) -> None:
    with pytest.raises(Refusal, match="Say why"):
        takedown.erase(trees, reason=" ", by=steward)


def test_an_erased_dataset_leaves_a_tombstone(published: Dataset, steward: Account) -> None:
    key = str(published.pk)
    takedown.erase(published, reason="A court asked for it.", by=steward)
    assert not Dataset.objects.exists()
    assert not Source.objects.exists()
    assert not Contribution.objects.filter(work=f"dataset:{key}").exists()
    assert finding.search("trees").total == 0
    with pytest.raises(Gone) as gone:
        reading.lend("trees", None)
    assert gone.value.hint == "A court asked for it."
    assert Hold.objects.get().kind == Hold.Kind.ERASED
    with pytest.raises(NotHeld), wiring.vault().lend(key, 1, "trees.csv"):
        pass
