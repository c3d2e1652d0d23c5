"""Which groups of rows of a dataset are told of, and why: asked by every door before it speaks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final
from uuid import UUID

from commonstacks.flows.shown import Groups
from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Publication, Revision
from commonstacks.library.people.models import Agent
from commonstacks.workshop.forms import gate
from commonstacks.workshop.views.cells import OPEN, Policy

PEOPLE: Final = Policy()
"""For tables that people are in, as long as no steward decides otherwise."""


def policy_of(dataset: Dataset) -> Policy:
    """As a steward decided; else as the published revision says, as it was written: what was taken
    back of it since does not open a table. Nobody but those who work on it sees the others."""
    return policy_by(dataset, said.publication_of(dataset))


def policy_by(dataset: Dataset, publication: Publication | None) -> Policy:
    if dataset.groups:
        return Policy(int(json.loads(dataset.groups)["threshold"]))
    return said_by(publication.revision) if publication else OPEN


def said_by(revision: Revision) -> Policy:
    rows = revision.document["statements"]
    about = gate.about_people(
        gate.Said(row["question"], row["answer"], row["absence"], row["voice"]) for row in rows
    )
    return PEOPLE if about else OPEN


def groups_of(dataset: Dataset, publication: Publication | None) -> Groups:
    """The policy and its reason, as the page prints it."""
    if not dataset.groups:
        return Groups(policy_by(dataset, publication))
    facts: dict[str, Any] = json.loads(dataset.groups)
    author = Agent.objects.filter(pk=UUID(facts["by"])).values_list("name", flat=True).first()
    day: date = clock.parse(facts["at"]).date()
    return Groups(Policy(int(facts["threshold"])), facts["reason"], author or "", day)
