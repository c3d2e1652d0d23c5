"""Confirm or dispute a gap in one's own voice, and take that back. The gap itself is not touched.

What somebody says of a gap stands beside it at once and stops no review, as a dispute does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import rules
from commonstacks.library.context.actions.judging import check_ground, check_reason, check_stands
from commonstacks.library.context.models import Gap, Said, Stance
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.library.work import actions as work

LONGEST: Final = 600
OPEN_TO_ALL: Final = (Said.Voice.SUBJECT, Said.Voice.COMMUNITY)
"""Whoever has an account may say so of themselves; their name stands beside it."""


@dataclass(frozen=True, slots=True)
class Word:
    """``side`` is confirms or disputes; ``voice`` whose it is; ``text`` why, in a sentence."""

    side: str
    voice: str
    text: str


@transaction.atomic
def stand(*, gap: Gap, word: Word, by: Account, now: datetime) -> Stance:
    """One for each person and gap; the other voices stay as they are."""
    on = scopes_of(gap.dataset)
    if not people_rules.may_contest(by, on=on):
        raise NotAllowed("You may not speak here.", "Sign in first.")
    check_voice(word.voice, by, gap.dataset)
    check_gap(gap, by)
    made = put(gap, checked(word), by, now)
    credit.record(
        work=Ref("dataset", str(gap.dataset_id)),
        part="gaps",
        agent=by.agent,
        role="fact checker",
        what="said whether something is really missing, and why",
        by=by.agent,
        now=now,
    )
    return made


def voices_of(by: Account | None, dataset: Dataset) -> tuple[str, ...]:
    """The voices somebody may confirm or dispute a gap in: never the program's."""
    if not people_rules.may_contest(by):
        return ()
    on = scopes_of(dataset)
    people = (voice for voice in Said.Voice.values if voice != Said.Voice.MACHINE)
    return tuple(
        voice
        for voice in people
        if voice in OPEN_TO_ALL or people_rules.may_answer(by, voice=voice, on=on)
    )


def check_voice(voice: str, by: Account, dataset: Dataset) -> None:
    if voice not in Said.Voice.values or voice == Said.Voice.MACHINE:
        raise Refusal("Say whose voice it is.", "Choose one of them.")
    if voice not in voices_of(by, dataset):
        raise NotAllowed("This voice is not yours.", "Choose the one you speak in.")


def check_gap(gap: Gap, by: Account) -> None:
    check_stands(gap)
    if gap.voice == Said.Voice.MACHINE:
        raise Refusal(
            "Only a program suggested this.", "Say it in your own words, or set it aside."
        )
    if rules.is_by(by, gap.author):
        raise Refusal(
            "You said this yourself.", "Others confirm or dispute it; you can take it back."
        )


def checked(word: Word) -> Word:
    if word.side not in Stance.Side.values:
        raise Refusal("Say whether it is so.", "Confirm it, or dispute it.")
    text = word.text.strip()
    if not text:
        raise Refusal("Say in a sentence how you know.", "“I live there” is enough.")
    if len(text) > LONGEST:
        raise Refusal(
            "This is too long: {count} characters, {most} fit.",
            "Say it shorter.",
            count=len(text),
            most=LONGEST,
        )
    return Word(word.side, word.voice, text)


def put(gap: Gap, word: Word, by: Account, now: datetime) -> Stance:
    try:
        with transaction.atomic():
            return Stance.objects.create(
                gap=gap,
                side=word.side,
                voice=word.voice,
                text=word.text,
                author=by.agent,
                said_at=now,
                state=Said.State.ACCEPTED,
            )
    except IntegrityError:
        raise Refusal(
            "You have said this already.", "Take it back first; then you can say it otherwise."
        ) from None


@transaction.atomic
def take_stance_back(*, stance: Stance, by: Account, now: datetime) -> None:
    """Only by whoever gave it; the row stays, and nobody reads it any more."""
    if not rules.is_by(by, stance.author):
        raise NotAllowed("Only who said this can take it back.", "Say what you think beside it.")
    finish(stance, Said.State.WITHDRAWN, "", now)


@transaction.atomic
def hide_stance(*, stance: Stance, ground: str, reason: str, by: Account, now: datetime) -> None:
    """For safety or law only."""
    if not people_rules.may_moderate(by, on=scopes_of(stance.dataset)):
        raise NotAllowed("Only a steward hides what was said.", "Say what you think beside it.")
    check_ground(ground)
    check_reason(reason)
    finish(stance, Said.State.HIDDEN, f"{ground}: {reason.strip()}", now)
    work.audit(
        actor=str(by.agent_id),
        action="hide",
        subject=str(Ref("stance", str(stance.pk))),
        facts={"ground": ground},
        now=now,
    )


def finish(stance: Stance, state: str, reason: str, now: datetime) -> None:
    if stance.state != Said.State.ACCEPTED:
        raise Refusal("This does not stand any more.", "Look at the page anew.")
    stance.state, stance.reason, stance.ended_at = state, reason, now
    stance.save(update_fields=["state", "reason", "ended_at"])
