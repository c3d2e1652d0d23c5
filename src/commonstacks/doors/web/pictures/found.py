"""A search result: what it is, why it is shown, and where the words stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.shelf import one_sentence
from commonstacks.flows.finding import Hit

Pieces = tuple[tuple[str, bool], ...]  # pieces of text, and whether each was looked for
PLACE: Final = "the place "  # how ``workshop.searching.reasons`` names a place
ALIKE: Final = 40  # so many same signs at the start: the snippet is the lead


@dataclass(frozen=True, slots=True)
class FoundPicture:
    hit: Hit
    says: Pieces  # what it is, in a sentence
    quote: Pieces  # where else the words stand
    reasons: tuple[str, ...]


def found_pictures(hits: Iterable[Hit]) -> tuple[FoundPicture, ...]:
    return tuple(found_picture(hit) for hit in hits)


def found_picture(hit: Hit) -> FoundPicture:
    lead = one_sentence(hit.lead)
    plain: Pieces = ((lead, False),) if lead else ()
    text = "".join(piece for piece, _ in hit.snippet)
    if not any(marked for _, marked in hit.snippet):
        return FoundPicture(hit, plain, (), reasons(hit))
    if lead and text.startswith(lead[:ALIKE]):
        return FoundPicture(hit, cut(hit.snippet, len(lead)), (), reasons(hit))
    return FoundPicture(hit, plain, hit.snippet, reasons(hit))


def cut(pieces: Pieces, length: int) -> Pieces:
    """So much of it as the lead is long; a lead cut short keeps its own end."""
    kept: list[tuple[str, bool]] = []
    for text, marked in pieces:
        kept += [(text[:length], marked)] if length > 0 else []
        length -= len(text)
    return tuple(kept)


def reasons(hit: Hit) -> tuple[str, ...]:
    """How its place fits, and where the words were found."""
    fits = {
        "itself": _("it is about this place"),
        "wider": _("it is about a larger place around it"),
        "inside": _("it is about a place in it"),
    }
    # Where a place was asked for, the first phrase says it already.
    words = [phrase for phrase in hit.why if not (hit.fit and phrase.startswith(PLACE))]
    where = [_("found in %(where)s") % {"where": ", ".join(words)}] if words else []
    return tuple([fits[hit.fit]] if hit.fit in fits else []) + tuple(where)
