"""Hide the data for a while, or put a context away. The words stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context.actions.reviewing import close
from commonstacks.library.context.actions.saying import resting_state
from commonstacks.library.context.models import Context, Pause, Publication, Review
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.library.work import actions as work


@transaction.atomic
def pause(*, dataset: Dataset, why: str, by: Account, now: datetime) -> Pause:
    """The context stays, the data are hidden, and the reason is printed."""
    check_may_pause(dataset, by)
    shown = Publication.objects.filter(dataset=dataset).first()
    if shown is None:
        raise Refusal("It is not published, so nothing has to be hidden.", "Nothing to do.")
    if shown.paused:
        raise Refusal("The data are hidden already.", "Nothing to do.")
    if not why.strip():
        raise Refusal("Say why the data are hidden.", "Everybody reads the reason.")
    shown.paused, shown.paused_why = True, why.strip()
    shown.save(update_fields=["paused", "paused_why"])
    note("pause", dataset, by, now)
    return Pause.objects.create(dataset=dataset, by=by.agent, at=now, why=why.strip())


@transaction.atomic
def resume(*, dataset: Dataset, by: Account, now: datetime) -> None:
    """The data are lent again; that they were hidden, and why, is not forgotten."""
    check_may_pause(dataset, by)
    shown = Publication.objects.filter(dataset=dataset, paused=True)
    if not shown.update(paused=False, paused_why=""):
        raise Refusal("The data are not hidden.", "Nothing to do.")
    Pause.objects.filter(dataset=dataset, ended_at=None).update(ended_at=now, ended_by=by.agent)
    note("resume", dataset, by, now)


def check_may_pause(dataset: Dataset, by: Account) -> None:
    if not people_rules.may_pause(by, on=scopes_of(dataset)):
        raise NotAllowed(
            "Only a label holder or a steward hides the data.", "Contest the answer instead."
        )


@transaction.atomic
def archive(*, dataset: Dataset, by: Account, now: datetime) -> None:
    """Nobody works on this context any more; what is published stays."""
    check_may_pause(dataset, by)
    review = Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).first()
    if review:
        close(review, Review.Outcome.RETURNED, {"": "The context was archived."}, now)
    Context.objects.filter(dataset=dataset).update(state=Context.State.ARCHIVED)
    note("archive", dataset, by, now)


@transaction.atomic
def open_again(*, dataset: Dataset, by: Account, now: datetime) -> None:
    check_may_pause(dataset, by)
    away = Context.objects.filter(dataset=dataset, state=Context.State.ARCHIVED)
    if not away.update(state=resting_state(dataset)):
        raise Refusal("This context is not archived.", "Nothing to do.")
    note("open again", dataset, by, now)


def note(act: str, dataset: Dataset, by: Account, now: datetime) -> None:
    ref = Ref("dataset", str(dataset.pk))
    work.audit(actor=str(by.agent_id), action=act, subject=str(ref), facts={}, now=now)
