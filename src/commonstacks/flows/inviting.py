"""People without an account: a link to one thing, and what a facilitator writes down for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.mail import send_mail

from commonstacks.flows import accounts, answering, disputing, reading, sealing, telling, wiring
from commonstacks.flows.answering import Given
from commonstacks.flows.shown import Answer, GapLine
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions.asking import Wanted
from commonstacks.library.context.actions.disputing import Objection
from commonstacks.library.context.actions.testifying import TESTIMONY, Agreed, Told
from commonstacks.library.context.models import Asking, Gap, Statement
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import Form, Question
from commonstacks.workshop.forms.gap import Gap as GapValue
from commonstacks.workshop.forms.gaps import check_gap

BY_LINK: Final = "by the link they were given"
PAGES: Final = {"question": "invited", "reply": "reply", "about me": "about-me"}
KINDS: Final = ("wrong", "not in here", "do not use")


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What somebody sees who follows a link."""

    slug: str
    title: str
    purpose: str
    question: Question | None
    voice: str
    by: str
    until: datetime
    form: Form
    answers: tuple[Answer, ...]  # what stands in public, for the publisher the whole draft
    gaps: tuple[GapLine, ...]
    published: bool
    used: bool
    back: bool  # it was taken back


@dataclass(frozen=True, slots=True)
class Voiced:
    """What somebody without an account says, how they are named, and how far it may be read."""

    name: str = ""
    level: str = "circle"
    may_quote: bool = False
    how: str = BY_LINK
    given_on: date | None = None  # none: today


@dataclass(frozen=True, slots=True)
class AboutMe:
    """“This is about me”: this is wrong, we are not in here, do not use it for that."""

    kind: str
    text: str
    question: str = ""  # where something is wrong
    use: str = ""  # what it must not be used for


def make_link(slug: str, wanted: Wanted, *, by: Account) -> tuple[str, bool]:
    """The address, told once to who asks for it, and whether a letter with it went out."""
    dataset = reading.held_and_open(slug, by)
    made, token = context.make_asking(
        dataset=dataset, form=wiring.form(), wanted=wanted, by=by, now=clock.now()
    )
    sealing.keep_soon()
    link = f"{wiring.library_address()}/{PAGES[made.purpose]}/{token}"
    return link, send(made, link)


def send(asking: Asking, link: str) -> bool:
    if "@" not in asking.sent_to or not wiring.sends_letters():
        return False
    library = wiring.library_name()
    send_mail(
        subject=f"{library} asks you about “{asking.dataset.title}”",
        message=(
            f"{asking.made_by.name} asks you to say something about “{asking.dataset.title}”.\n\n"
            f"Open this address. It needs no account, and works until "
            f"{asking.expires_at:%d %B %Y}:\n\n{link}\n\n"
            "With the same address you can take back later what you said.\n"
        ),
        from_email=None,
        recipient_list=[asking.sent_to],
    )
    return True


def link_page(token: str, purpose: str) -> LinkPage:
    asking = asked_by(token, purpose)
    dataset, form = asking.dataset, wiring.form()
    kept = asking.statement or asking.gap
    gone = kept is not None and kept.state == Statement.State.WITHDRAWN
    gone = gone or (asking.dispute is not None and asking.dispute.outcome != "open")
    return LinkPage(
        slug=dataset.slug,
        title=dataset.title,
        purpose=asking.purpose,
        question=form.question(asking.question) if asking.question else None,
        voice=asking.voice,
        by=asking.made_by.name,
        until=asking.expires_at,
        form=form,
        answers=answering.answers_of(dataset, None) if shows(asking) else (),
        gaps=answering.gaps_of(dataset, None) if shows(asking) else (),
        published=said.publication_of(dataset) is not None,
        used=asking.used_at is not None,
        back=gone,
    )


def asked_by(token: str, purpose: str) -> Asking:
    asking = context.asking_of(token=token, now=clock.now())
    if asking.purpose != purpose:
        raise NotAllowed("This link is for another page.", "Open it as it was given to you.")
    return asking


def shows(asking: Asking) -> bool:
    """The publisher reads the draft; others what is published."""
    return asking.purpose == Asking.Purpose.REPLY or said.publication_of(asking.dataset) is not None


def answer(token: str, given: Given, voiced: Voiced) -> None:
    asking = asked_by(token, Asking.Purpose.QUESTION)
    told = Told(
        asking.question,
        answer=given.answer,
        absence=given.absence,
        note=given.note,
        voice=asking.voice,
    )
    say(token, told, voiced)


def answer_with_gap(token: str, text: str, voiced: Voiced) -> None:
    """To “who is left out?” and “what was never written down?” a sentence is enough."""
    asking = asked_by(token, Asking.Purpose.QUESTION)
    say(token, gap_of(asking.question, text, asking.voice), voiced)


def gap_of(question: str, text: str, voice: str) -> GapValue:
    """The first kind that the form has for the question; a contextualist makes it finer."""
    form = wiring.form()
    kinds = form.vocabulary("gap_kinds").terms
    kind = next((term.id for term in kinds if term.question == question), "")
    facts: dict[str, Any] = {"kind": kind, "text": text, "voice": voice}
    return check_gap(form, {**facts, "evidence": [dict(TESTIMONY)]})


def about_me(token: str, words: AboutMe, voiced: Voiced) -> None:
    asking = asked_by(token, Asking.Purpose.ABOUT_ME)
    say(token, as_told(words, asking.voice), voiced)


def say(token: str, told: Told | GapValue | Objection, voiced: Voiced) -> None:
    context.say_by_link(
        token=token,
        form=wiring.form(),
        told=told,
        name=voiced.name,
        agreed=agreed(voiced),
        now=clock.now(),
    )
    keep()


def as_told(words: AboutMe, voice: str) -> Told | GapValue | Objection:
    if words.kind not in KINDS:
        raise Refusal("Say what it is about.", "Choose one of the three.")
    if not words.text.strip():
        raise Refusal("Write it in your words.", "One sentence is enough.")
    if words.kind == "wrong":
        return Objection(words.question, words.text, [dict(TESTIMONY)], voice=voice)
    if words.kind == "do not use":
        facts = [{"use": words.use, "why": words.text}]
        return Told("E4", answer=facts, voice=voice)
    return gap_of("C1", words.text, voice)


def agreed(voiced: Voiced) -> Agreed:
    day = voiced.given_on or clock.now().date()
    return Agreed(voiced.how, day, level=voiced.level, may_quote=voiced.may_quote)


def withdraw(token: str, reason: str) -> None:
    context.withdraw_by_link(token=token, reason=reason, now=clock.now())
    keep()


def reply(token: str, text: str) -> None:
    now = clock.now()
    asking = context.reply_by_link(token=token, form=wiring.form(), text=text, now=now)
    telling.tell("reply", asking.dataset, now)
    keep()


def reply_as_publisher(slug: str, text: str, *, by: Account) -> None:
    dataset = reading.held_and_open(slug, by)
    context.reply(dataset=dataset, form=wiring.form(), text=text, by=by, now=clock.now())
    telling.tell("reply", dataset, clock.now(), by)
    keep()


def draft(slug: str, by: Account) -> LinkPage:
    """What the publisher reads who has an account."""
    dataset = reading.held_and_open(slug, by)
    if not people_rules.may_reply_as_publisher(by, on=scopes_of(dataset)):
        raise NotAllowed("This page is for the publisher.", "Contest an answer instead.")
    return LinkPage(
        slug=dataset.slug,
        title=dataset.title,
        purpose=Asking.Purpose.REPLY,
        question=None,
        voice="P",
        by="",
        until=clock.now(),
        form=wiring.form(),
        answers=answering.answers_of(dataset, None),
        gaps=answering.gaps_of(dataset, None),
        published=said.publication_of(dataset) is not None,
        used=False,
        back=False,
    )


def record(
    slug: str, words: AboutMe, voice: str, voiced: Voiced, *, by: Account
) -> Statement | Gap | None:
    """A facilitator writes down what somebody said, with their consent."""
    dataset, now = disputing.open_to(slug, by), clock.now()
    told = as_told(words, voice)
    check_may_facilitate(dataset, by)
    who = context.respondent(name=voiced.name, keeper=by.agent, now=now)
    if isinstance(told, Objection):
        context.contest(dataset=dataset, form=wiring.form(), objection=told, by=by, of=who, now=now)
        keep()
        return None
    made = context.record_testimony(
        dataset=dataset,
        form=wiring.form(),
        told=told,
        who=who,
        agreed=agreed(voiced),
        by=by,
        now=now,
    )
    keep()
    return made


def check_may_facilitate(dataset: Dataset, by: Account) -> None:
    if not people_rules.may_facilitate(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not record what people said.", "Ask the steward.")


def keep() -> None:
    sealing.keep_soon()
    accounts.keep_names()
