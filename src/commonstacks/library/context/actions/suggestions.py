"""What a program suggested and a person set aside: kept, so that nobody is asked again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.digests import settled
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.actions.saying import check_may_answer
from commonstacks.library.context.models import Gap, Said
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.gap import Gap as GapValue

NOT_A_GAP = "A person looked at it and says: this is not a gap."


@transaction.atomic
def set_aside(*, dataset: Dataset, gap: GapValue, by: Account, now: datetime) -> Gap:
    """It stands nowhere and says nothing about the data; ``author`` is who decided."""
    check_may_answer(by, dataset)
    if gap.voice != Said.Voice.MACHINE:
        raise Refusal(
            "Only what the program suggested can be set aside.",
            "What people said stands; you can say something else beside it.",
        )
    return Gap.objects.create(
        dataset=dataset,
        question=gap.question,
        kind=gap.kind,
        facts=settled(gap.to_json()),
        voice=gap.voice,
        author=by.agent,
        said_at=now,
        evidence=[each.as_facts() for each in gap.evidence],
        state=Said.State.RETURNED,
        reason=NOT_A_GAP,
    )
