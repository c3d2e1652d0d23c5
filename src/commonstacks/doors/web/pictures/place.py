"""A place in plain words: its kind, its codes, where it is, and why each dataset is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonstacks.doors.web.pictures.shelf import CardPicture, card_picture
from commonstacks.flows.around import AboutPlace, Known
from commonstacks.flows.shelving import PlaceCount
from commonstacks.workshop.places.gazetteer import SOURCE

NAMES: Final = 12  # other names shown at once
Words = str | Promise

KINDS: Final[Mapping[str, Words]] = {
    "continent": gettext_lazy("continent"),
    "country": gettext_lazy("country"),
    "territory": gettext_lazy("territory"),
    "state": gettext_lazy("state"),
    "region": gettext_lazy("region"),
    "county": gettext_lazy("county"),
    "city": gettext_lazy("town or part of a town"),
}
CODES: Final[Mapping[str, Words]] = {
    "iso-alpha2": gettext_lazy("country code of two letters (ISO 3166-1)"),
    "iso-alpha3": gettext_lazy("country code of three letters (ISO 3166-1)"),
    "iso-numeric": gettext_lazy("country number (ISO 3166-1)"),
    "iso-3166-2": gettext_lazy("code of the region (ISO 3166-2)"),
    "fips10": gettext_lazy("old country code of the United States (FIPS 10-4)"),
    "us-state": gettext_lazy("postal code of the state"),
    "us-fips": gettext_lazy("number of the state (FIPS)"),
    "us-county-fips": gettext_lazy("number of the county (FIPS)"),
    "geonames-admin1": gettext_lazy("code at GeoNames"),
    "geonames-continent": gettext_lazy("code at GeoNames"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    card: CardPicture
    why: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Group:
    """Datasets of one kind of reason."""

    fit: str
    title: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class PlacePicture:
    known: Known
    kind: str
    path: tuple[tuple[str, str], ...]  # the widest first
    names: tuple[str, ...]
    more_names: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    number: str  # at GeoNames
    of_dataset: str  # the slug of the dataset that brought it
    with_data: tuple[PlaceCount, ...]
    without: tuple[PlaceCount, ...]


def place_picture(known: Known) -> PlacePicture:
    source, _colon, number = known.id.partition(":")
    shipped = known.source == SOURCE
    return PlacePicture(
        known=known,
        kind=str(KINDS.get(known.kind, known.kind)),
        path=known.inside[::-1],
        names=known.names[:NAMES],
        more_names=known.names[NAMES:],
        codes=tuple((str(CODES.get(scheme, scheme)), code) for scheme, code in known.codes),
        number=number if source == SOURCE else "",
        of_dataset="" if shipped else known.source,
        with_data=tuple(one for one in known.parts if one.datasets),
        without=tuple(one for one in known.parts if not one.datasets),
    )


def groups(datasets: Iterable[AboutPlace], place: str) -> tuple[Group, ...]:
    titles = {
        "itself": _("About %(place)s itself"),
        "wider": _("About a larger place around it"),
        "inside": _("About places in it"),
    }
    shown: dict[str, list[Shown]] = {fit: [] for fit in titles}
    for one in datasets:
        shown[one.fit].append(Shown(card_picture(one.shelved), why(one, place), one.evidence))
    return tuple(
        Group(fit, titles[fit] % {"place": place}, tuple(found))
        for fit, found in shown.items()
        if found
    )


def why(one: AboutPlace, place: str) -> str:
    if one.fit == "wider":
        said = _("%(wider)s contains %(place)s.")
        return said % {"wider": one.place_name, "place": place}
    if one.fit == "inside":
        said = _("%(part)s lies in %(place)s.")
        return said % {"part": one.place_name, "place": place}
    return ""
