"""The shelf in lists: a card in plain words, and beside it what the data leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commonstacks.doors.web.pictures.licence import licence_in_short
from commonstacks.doors.web.pictures.words import foreign, language
from commonstacks.flows import wiring
from commonstacks.flows.shelving import Shelved
from commonstacks.flows.shown import Card
from commonstacks.workshop.forms.gap import Gap

LONGEST: Final = 220
SHORTEST: Final = 30
END: Final = re.compile(r"[.!?][”\"’')]?\s+(?=[A-Z0-9“\"])")
ABBREVIATED: Final = re.compile(r"\b(?:[A-Z]|St|Mr|Mrs|Ms|Dr|No|ca|vs|etc)$")


@dataclass(frozen=True, slots=True)
class LeftOut:
    kind: str
    phrase: str
    language: str = ""  # of the phrase, where it is not the page's


@dataclass(frozen=True, slots=True)
class CardPicture:
    card: Card
    lead: str  # one sentence
    licence: str
    left_out: LeftOut | None
    language: str = ""  # of the lead, where it is not the page's


def card_pictures(shelved: Iterable[Shelved]) -> tuple[CardPicture, ...]:
    return tuple(card_picture(each) for each in shelved)


def card_picture(of: Shelved) -> CardPicture:
    return CardPicture(
        card=of.card,
        lead=one_sentence(of.card.lead),
        licence=licence_in_short(of.licence, of.licence_name),
        left_out=left_out(of.left_out) if of.left_out else None,
        language=foreign(of.card.language),
    )


def left_out(gap: Gap) -> LeftOut:
    kinds = wiring.form().vocabulary("gap_kinds")
    return LeftOut(kinds.label(gap.kind, language()), one_sentence(gap.text), foreign(gap.language))


def one_sentence(text: str) -> str:
    """The first sentence of a text, or as many words of it as a card has room for."""
    whole = " ".join(text.split())
    for end in END.finditer(whole):
        before = whole[: end.start()]
        if len(before) >= SHORTEST and not ABBREVIATED.search(before):
            whole = whole[: end.end()].rstrip()
            break
    if len(whole) <= LONGEST:
        return whole
    return whole[:LONGEST].rpartition(" ")[0].rstrip(",;:") + " …"
