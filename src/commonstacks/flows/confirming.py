"""One gap on its own page: confirm or dispute it, take that back; everybody reads who did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonstacks.flows import disputing, sealing, telling, wiring
from commonstacks.flows.shown import GapLine
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.actions.standing import Word, voices_of
from commonstacks.library.context.models import Gap, Stance
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import Form


@dataclass(frozen=True, slots=True)
class StanceLine:
    """What one person says of the gap."""

    id: str
    confirms: bool
    voice: str
    by: str
    said_on: date
    text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class OneGap:
    """The page of a gap. ``voices`` are those this reader may speak in: none where they said it
    themselves, have spoken already, or are not signed in."""

    slug: str
    title: str
    form: Form
    line: GapLine
    said: tuple[StanceLine, ...]
    voices: tuple[str, ...]
    own: bool
    may_hide: bool


def page(slug: str, key: str, reader: Account | None) -> OneGap:
    dataset = disputing.open_to(slug, reader)
    line = line_in(dataset, key, reader)
    said_of_it = tuple(stance_line(each, reader) for each in said.stances_on([key]))
    own = reader is not None and rules.is_by(reader, Gap.objects.get(pk=key).author)
    silent = own or line.voice == "M" or any(each.mine for each in said_of_it)
    return OneGap(
        slug=dataset.slug,
        title=dataset.title,
        form=wiring.form(),
        line=line,
        said=said_of_it,
        voices=() if silent else voices_of(reader, dataset),
        own=own,
        may_hide=people_rules.may_moderate(reader, on=scopes_of(dataset)),
    )


def line_in(dataset: Dataset, key: str, reader: Account | None) -> GapLine:
    """The gap as this reader may read it; one that is not for them is not there."""
    _, gaps = disputing.standing(dataset, reader)
    found = next((line for line in gaps if line.id == key), None)
    if found is None:
        raise NotHeld("This entry was not found.", "Look at the page of the dataset.")
    return found


def stance_line(stance: Stance, reader: Account | None) -> StanceLine:
    return StanceLine(
        id=str(stance.pk),
        confirms=stance.side == Stance.Side.CONFIRMS,
        voice=stance.voice,
        by=stance.author.name,
        said_on=stance.said_at.date(),
        text=stance.text,
        mine=reader is not None and rules.is_by(reader, stance.author),
    )


def say(slug: str, key: str, word: Word, *, by: Account) -> Stance:
    """Whoever wrote the gap, or follows its question, hears of it when it is disputed."""
    dataset, now = disputing.open_to(slug, by), clock.now()
    line_in(dataset, key, by)
    gap = Gap.objects.select_related("dataset", "author").get(pk=key)
    made = context.stand(gap=gap, word=word, by=by, now=now)
    if made.side == Stance.Side.DISPUTES:
        telling.tell("dispute", dataset, now, by, questions=[gap.question])
    sealing.keep_soon()
    return made


def take_back(slug: str, key: str, stance: str, *, by: Account) -> None:
    context.take_stance_back(stance=stance_in(slug, key, stance, by), by=by, now=clock.now())
    sealing.keep_soon()


def hide(slug: str, key: str, stance: str, ground: str, reason: str, *, by: Account) -> None:
    found = stance_in(slug, key, stance, by)
    context.hide_stance(stance=found, ground=ground, reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def stance_in(slug: str, key: str, stance: str, by: Account) -> Stance:
    line_in(disputing.open_to(slug, by), key, by)
    found = next((each for each in said.stances_on([key]) if str(each.pk) == stance), None)
    if found is None:
        raise NotHeld("This was not found.", "Somebody may have taken it back already.")
    return found
