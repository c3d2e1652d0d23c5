"""Words that somebody has begun and not said: put by, found again, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from commonstacks.kit.errors import Refusal
from commonstacks.library.work.models import Scribble

Words = Mapping[str, list[str]]

MOST = 100_000  # characters on one page


def put_by(*, account: str, dataset: str, question: str, words: Words, now: datetime) -> Scribble:
    """In the place of what this person had begun here before; the day of the start stays."""
    if sum(len(text) for said in words.values() for text in said) > MOST:
        raise Refusal(
            "That is too much to keep for later.",
            "At most {most} characters fit on one page.",
            most=MOST,
        )
    return Scribble.objects.update_or_create(
        account=account,
        dataset=dataset,
        question=question,
        defaults={"words": dict(words), "at": now},
        create_defaults={"words": dict(words), "at": now, "began_at": now},
    )[0]


def found(account: str, dataset: str, question: str) -> Scribble | None:
    return Scribble.objects.filter(account=account, dataset=dataset, question=question).first()


def begun(account: str, dataset: str) -> Mapping[str, Words]:
    """Everything this person has begun about a dataset, by question. One query."""
    own = Scribble.objects.filter(account=account, dataset=dataset)
    return dict(own.values_list("question", "words"))


def throw_away(*, account: str, dataset: str, question: str) -> None:
    Scribble.objects.filter(account=account, dataset=dataset, question=question).delete()


def throw_all_away(*, account: str) -> None:
    """When somebody leaves the library, their unfinished words leave with them."""
    Scribble.objects.filter(account=account).delete()


def forget(*, dataset: str) -> None:
    """When a dataset is erased, nobody's words about it stay."""
    Scribble.objects.filter(dataset=dataset).delete()
