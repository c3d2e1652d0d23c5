"""A new release of the form: statements go along as they were said, contexts learn of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from uuid import uuid5

from django.db import transaction

from commonstacks.kit.digests import settled
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Context, Review, Statement
from commonstacks.workshop.forms.gate import Said


@transaction.atomic
def carry(*, statement: Statement, said: Said, form: int) -> Statement:
    """The same words by the same person, where release ``form`` asks for them. The old one stays.

    Its id follows from the old one, so that a rebuilt library knows it again. A draft is nobody's
    word yet, so it moves itself.
    """
    if statement.state == Statement.State.DRAFT:
        return moved(statement, said, form)
    new = copy(statement)
    new.pk = uuid5(statement.pk, f"form {form}")
    known = Statement.objects.filter(pk=new.pk).first()
    if known is not None:
        return known
    new.supersedes_id = statement.pk
    return moved(new, said, form)


def moved(statement: Statement, said: Said, form: int) -> Statement:
    statement.question, statement.answer = said.question, settled(said.answer)
    statement.form = form
    statement.save()
    return statement


@transaction.atomic
def take_form(
    *, dataset: Dataset, form: int, opens: Iterable[str], reasons: Mapping[str, str], now: datetime
) -> None:
    """The context is asked by release ``form`` from now on. A review of what is now incomplete
    ends, with a reason for each question."""
    context = Context.objects.filter(dataset=dataset)
    context.update(form=form)
    asked = {key: reasons[key] for key in opens}
    if asked and context.filter(state=Context.State.IN_REVIEW).update(
        state=Context.State.COLLECTING
    ):
        Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).update(
            outcome=Review.Outcome.RETURNED, reasons=asked, closed_at=now
        )
