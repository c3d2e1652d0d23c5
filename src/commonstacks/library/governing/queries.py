"""Reads of the form's history used more than once."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

from commonstacks.kit.errors import NotHeld
from commonstacks.library.governing import rules
from commonstacks.library.governing.models import FormRelease, OwnQuestion, Proposal, Round
from commonstacks.library.people.models import Account

SHIPPED: Final = 1  # the number of the release that comes with the program


def newest_release() -> int | None:
    """The number of the newest release that was adopted here."""
    return FormRelease.objects.order_by("-number").values_list("number", flat=True).first()


def release(number: int) -> FormRelease | None:
    return FormRelease.objects.filter(number=number).first()


def own_questions() -> list[dict[str, Any]]:
    return list(OwnQuestion.objects.values_list("document", flat=True))


def proposal(number: int, reader: Account | None) -> Proposal:
    """The proposal of that number, if this reader may see it."""
    found = Proposal.objects.select_related("proposed_by", "replaces").filter(number=number).first()
    if found is None or not rules.may_see(reader, found):
        raise NotHeld("There is no proposal {number}.", "See the list of proposals.", number=number)
    return found


def proposals(reader: Account | None) -> list[Proposal]:
    """All that were put up, the newest first; and this reader's own drafts."""
    found: QuerySet[Proposal] = Proposal.objects.select_related("proposed_by")
    return [each for each in found if rules.may_see(reader, each)]


def latest_round(of: Proposal) -> Round | None:
    return of.rounds.order_by("-number").first()


def renamed_questions(release: int) -> tuple[tuple[str, str], ...]:
    """Questions with another id in this release than in the form that comes with the program:
    that one, and the one they have now. Pages and exports know them by the first."""
    if release == SHIPPED:
        return ()
    now: dict[str, str] = {}
    adopted = FormRelease.objects.filter(number__lte=release).select_related("proposal")
    for each in adopted.order_by("number"):
        for operation in each.proposal.operations:
            if operation["op"] == "rename":
                old = operation["question"]
                first = next((key for key, named in now.items() if named == old), old)
                now[first] = operation["to"]
    return tuple(sorted((old, new) for old, new in now.items() if old != new))
