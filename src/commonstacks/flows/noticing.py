"""What one person follows, the news of it, and the one letter a day that carries it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core import signing

from commonstacks.flows import names, reading, telling, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Notice
from commonstacks.library.places.models import Place
from commonstacks.workshop.forms.form import Question

log = logging.getLogger(__name__)

MOST: Final = 200  # notices on the page
IN_A_LETTER: Final = 50
NO_LETTERS: Final = "no more letters"  # what the signature of the link is good for


@dataclass(frozen=True, slots=True)
class News:
    """One notice, with the names of today; ``number`` is that of a version or a revision."""

    kind: str
    title: str
    slug: str
    number: int
    questions: tuple[str, ...]
    at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class Followed:
    subject: str
    kind: str  # dataset, place, question
    title: str
    slug: str  # of the dataset; of a place its id
    question: str
    by_mail: bool


def unread(by: Account) -> int:
    return by.notices.filter(read_at=None).count()


def news(by: Account) -> tuple[News, ...]:
    """The newest first; of what is gone, or may no longer be seen, nothing."""
    return told(by, list(by.notices.all()[:MOST]))


def told(account: Account, notices: Sequence[Notice]) -> tuple[News, ...]:
    wanted = {Ref.parse(each.subject).key for each in notices}
    rows = Dataset.objects.filter(pk__in=wanted).select_related("publication")
    seen = {str(row.pk): row for row in rows if is_shown(row) or telling.may_see(account, row)}
    known = [(each, seen.get(Ref.parse(each.subject).key)) for each in notices]
    return tuple(one_news(each, row) for each, row in known if row is not None)


def is_shown(dataset: Dataset) -> bool:
    return hasattr(dataset, "publication") and not dataset.publication.paused


def one_news(notice: Notice, dataset: Dataset) -> News:
    which, *questions = notice.about.split()  # a number or a day, then ids of questions
    return News(
        kind=notice.kind,
        title=dataset.title,
        slug=dataset.slug,
        number=int(which) if which.isdecimal() else 0,
        questions=tuple(questions),
        at=notice.at,
        unread=notice.read_at is None,
    )


def mark_read(by: Account) -> int:
    return people.mark_read(by=by, now=clock.now())


def followed(by: Account) -> tuple[Followed, ...]:
    refs = {each.subject: Ref.parse(each.subject) for each in by.follows.order_by("since")}
    keys = {ref.key.partition("/")[0] for ref in refs.values() if ref.kind != "place"}
    datasets = {str(each.pk): each for each in Dataset.objects.filter(pk__in=keys)}
    wanted = [ref.key for ref in refs.values() if ref.kind == "place"]
    places = {each.pk: each.name for each in Place.objects.filter(pk__in=wanted)}
    mail = dict(by.follows.values_list("subject", "by_mail"))
    lines = []
    for subject, ref in refs.items():
        key, _, question = ref.key.partition("/") if ref.kind == "question" else (ref.key, "", "")
        found = datasets.get(key)
        title = places.get(key, "") if ref.kind == "place" else found.title if found else ""
        slug = key if ref.kind == "place" else found.slug if found else ""
        if title:
            lines.append(Followed(subject, ref.kind, title, slug, question, mail[subject]))
    return tuple(lines)


def follows(by: Account, subject: Ref) -> bool | None:
    """None: not at all; else whether by letter too."""
    return by.follows.filter(subject=str(subject)).values_list("by_mail", flat=True).first()


def follow(subject: Ref, *, by_mail: bool, by: Account) -> None:
    """What is held here; of a dataset that waits for its context too: its stub is public."""
    check_held(subject)
    people.follow(subject=subject, by_mail=by_mail, by=by, now=clock.now())
    names.keep()


def stop(subject: Ref, *, by: Account) -> None:
    people.stop_following(subject=subject, by=by)
    names.keep()


def check_held(subject: Ref) -> None:
    if subject.kind == "place":
        found = Place.objects.filter(pk=subject.key).exists()
    else:
        key, _, question = subject.key.partition("/")
        found = is_id(key) and Dataset.objects.filter(pk=key).exists()
        found = found and (subject.kind == "dataset" or wiring.form().has(question))
    if not found:
        raise NotHeld("This library does not hold what you want to follow.", "Look for it again.")


def is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def subject_of(text: str) -> Ref:
    """As a page sends it back."""
    try:
        return Ref.parse(text)
    except ValueError as wrong:
        raise Refusal("This cannot be followed.", "Follow a dataset, a place.") from wrong


def dataset_ref(slug: str) -> Ref:
    return Ref("dataset", str(reading.find(slug).pk))


def question_ref(slug: str, question: str) -> Ref:
    return telling.of_question(reading.find(slug).pk, question)


def questions_to_follow(slug: str, by: Account) -> tuple[tuple[str, Question], ...]:
    """Each question of the form that this person does not follow yet, by its subject."""
    dataset = reading.find(slug).pk
    refs = ((str(telling.of_question(dataset, q.id)), q) for q in wiring.form().asked)
    taken = set(by.follows.values_list("subject", flat=True))
    return tuple((subject, question) for subject, question in refs if subject not in taken)


def stop_token(account: Account) -> str:
    """For the link in a letter: whoever has the letter may stop the letters, and nothing else."""
    return signing.dumps(str(account.pk), salt=NO_LETTERS)


def account_of(token: str) -> Account:
    try:
        found = Account.objects.filter(pk=signing.loads(token, salt=NO_LETTERS)).first()
    except signing.BadSignature:
        found = None
    if found is None:
        raise NotHeld("This link is not whole.", "Copy all of it from the letter.")
    return found


def stop_letters(token: str) -> None:
    people.no_more_letters(account=account_of(token))
    names.keep()


Post = Callable[[str, tuple[News, ...], str], None]  # address, news, token of the stop link


def send_letters(post: Post, *, now: datetime) -> int:
    """One letter a day for each who wants it; ``post`` sends it. Returns how many were sent.

    What could not be sent waits for the next day, and one broken address stops no other letter.
    """
    wanted = Notice.objects.filter(to_mail=True, mailed_at=None, account__is_active=True)
    accounts = Account.objects.filter(pk__in=wanted.values("account")).order_by("pk")
    had_one = set(
        Notice.objects.filter(mailed_at__date=now.date()).values_list("account", flat=True)
    )
    return sum(letter(each, post, now) for each in accounts if each.pk not in had_one)


def letter(account: Account, post: Post, now: datetime) -> bool:
    waiting = account.notices.filter(to_mail=True, mailed_at=None)
    keys: Iterable[int] = list(waiting.values_list("pk", flat=True))
    found = told(account, list(waiting.filter(pk__in=keys)[:IN_A_LETTER]))
    mine = account.notices.filter(pk__in=keys)
    mine.update(mailed_at=now)  # first: two workers send one letter
    if not found:
        return False
    try:
        post(account.email, found, stop_token(account))
    except OSError:
        log.warning("A letter with news could not be sent", exc_info=True)
        mine.update(mailed_at=None)
        return False
    return True
