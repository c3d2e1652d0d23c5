"""News of a dataset for those who want to hear it: as notices here, and as one letter a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Gap, Publication, Statement
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Follow
from commonstacks.library.places import queries as places

KINDS: Final = (
    "new version",
    "stale",
    "review opened",
    "returned",
    "published",
    "dispute",
    "reply",
)
TO_WRITERS: Final = {"stale", "returned", "published", "dispute", "reply"}
TO_EVERYBODY: Final = "published"  # of the rest, only who may read the dataset hears


def tell(  # what happened, where, when, by whom: each part is named
    kind: str,
    dataset: Dataset,
    now: datetime,
    by: Account | None = None,
    *,
    questions: Iterable[str] = (),
    number: int = 0,
) -> int:
    """Notices for who follows it and, where it concerns them, who wrote it; never for ``by``.

    ``questions`` are those it is about; ``number`` is that of a version or a revision, without
    which the day tells one news from the next. The same news a second time makes none. Returns how
    many notices were made.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    asked = tuple(sorted(set(questions)))
    who = following(dataset, asked)
    if kind in TO_WRITERS:
        for writer in writers(dataset, asked):
            who.setdefault(writer, False)
    return people.notify(
        who={each: mail for each, mail in who.items() if hears(each, kind, dataset, by)},
        kind=kind,
        subject=Ref("dataset", str(dataset.pk)),
        about=" ".join([str(number) if number else now.date().isoformat(), *asked]),
        now=now,
    )


def following(dataset: Dataset, questions: Iterable[str]) -> dict[Account, bool]:
    """Who follows the dataset, one of its places or of these questions; and who by letter."""
    found: dict[Account, bool] = {}
    follows = Follow.objects.filter(subject__in=subjects(dataset, questions))
    for each in follows.filter(account__is_active=True).select_related("account"):
        found[each.account] = found.get(each.account, False) or each.by_mail
    return found


def subjects(dataset: Dataset, questions: Iterable[str]) -> Iterator[str]:
    yield str(Ref("dataset", str(dataset.pk)))
    for question in questions:
        yield str(of_question(dataset.pk, question))
    prints = Footprint.objects.filter(dataset=dataset).values_list("place", flat=True)
    around = places.ancestors(prints)
    for place in {*prints, *(above.pk for each in around.values() for above in each)}:
        yield str(Ref("place", place))


def of_question(dataset: UUID, question: str) -> Ref:
    return Ref("question", f"{dataset}/{question}")


def writers(dataset: Dataset, questions: tuple[str, ...]) -> Iterator[Account]:
    """Whose answers stand here: to these questions, or to any where none is named."""
    standing: list[Statement | Gap] = []
    standing += said.standing_statements(dataset)
    standing += said.standing_gaps(dataset)
    authors = {one.author_id for one in standing if not questions or one.question in questions}
    agents = Agent.objects.filter(pk__in=authors).values_list("pk", "same_as")
    known = {key for pair in agents for key in pair if key}
    yield from Account.objects.filter(agent__in=known, is_active=True)


def hears(account: Account, kind: str, dataset: Dataset, by: Account | None) -> bool:
    if by is not None and account.pk == by.pk:
        return False
    return kind == TO_EVERYBODY or may_see(account, dataset)


def may_see(account: Account, dataset: Dataset) -> bool:
    """What everybody reads, and what the account has a role for."""
    if Publication.objects.filter(dataset=dataset, paused=False).exists():
        return True
    return rules.may_read(account, on=scopes_of(dataset))
