"""Datasets of the same place, each with the sentence that says why it stands here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonstacks.flows.relating import Neighbour


@dataclass(frozen=True, slots=True)
class RelatedPicture:
    slug: str
    title: str
    why: str


def related_pictures(found: Iterable[Neighbour]) -> tuple[RelatedPicture, ...]:
    return tuple(RelatedPicture(each.slug, each.title, why(each)) for each in found)


def why(of: Neighbour) -> str:
    """One sentence, made of the two places."""
    places = {"place": of.place, "own": of.own}
    sentences = {
        "same": _("Also about %(place)s."),
        "here": _("About %(place)s, which rows of this dataset name."),
        "there": _("Its rows name %(place)s."),
        "inside": _("About %(place)s, which lies in %(own)s."),
        "wider": _("About %(place)s, which contains %(own)s."),
    }
    return sentences[of.how] % places
