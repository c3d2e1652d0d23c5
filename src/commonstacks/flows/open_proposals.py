"""Proposals that no release came of: the vault does not know them, so the desk keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core import serializers
from django.db import transaction

from commonstacks.flows.form_releases import agent_known
from commonstacks.library.credit.models import Contribution
from commonstacks.library.governing import restoring
from commonstacks.library.governing.actions.crediting import THE_FORM
from commonstacks.library.governing.models import Proposal

MODEL: Final = "governing.proposal"
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """Each with all that was said about it and the credit for it, by its number."""
    for proposal in Proposal.objects.filter(release=None).order_by("number"):
        yield {"model": MODEL, "pk": proposal.number, "fields": facts(proposal)}


def facts(proposal: Proposal) -> Row:
    lines = Contribution.objects.filter(work=str(THE_FORM), part=f"proposal {proposal.number}")
    return {
        **restoring.open_facts(proposal),
        "credits": serializers.serialize("python", lines.order_by("at", "pk")),
    }


@transaction.atomic
def restore(kept: Iterable[Row]) -> int:
    """Brings back those that are not there; one may take the place of one with a lower number."""
    there = set(Proposal.objects.values_list("number", flat=True))
    missing = [row["fields"] for row in kept if row["pk"] not in there]
    for each in sorted(missing, key=lambda facts: int(facts["number"])):
        restoring.restore_proposal(each, agent_known)
        for line in serializers.deserialize("python", each["credits"]):
            line.save()
    return len(missing)
