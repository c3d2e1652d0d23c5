"""Everything about one place: what is lent about it, what contains it, what lies in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from commonstacks.flows import shelving, spotting
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shelving import PlaceCount, Shelved
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Publication
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Parent, Place
from commonstacks.workshop.places import resolve

PAGE = 50
FITS = ("itself", "wider", "inside")
COUNTED = ("country", "territory")


@dataclass(frozen=True, slots=True)
class AboutPlace:
    """A dataset, and why it is shown here: ``fit`` is itself, wider or inside."""

    shelved: Shelved
    fit: str
    place: str  # what it is about
    place_name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the place itself; ``parts`` and ``beside`` say how much is lent there."""

    id: str
    kind: str
    name: str
    inside: tuple[tuple[str, str], ...]  # (id, name) of what contains it, nearest first
    names: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    point: tuple[float, float] | None
    population: int | None
    source: str
    community_defined: bool
    parts: tuple[PlaceCount, ...]
    beside: tuple[PlaceCount, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    known: Known
    datasets: tuple[AboutPlace, ...]
    total: int
    waiting: int


def around(place_id: str, *, offset: int = 0) -> Surroundings:
    """Datasets of the place itself, then of what contains it, then of what lies in it."""
    place = places.place_with(place_id)
    above = places.ancestors([place_id])[place_id]
    found = ranked(place_id)
    page = list(found[offset : offset + PAGE])
    full = offset or len(page) == PAGE
    return Surroundings(
        known=known(place, above),
        datasets=about(page),
        total=found.count() if full else len(page),
        waiting=waiting(place_id),
    )


def ranked(place_id: str) -> QuerySet[Publication]:
    """What is published about it, with the footprint that shows it best."""
    prints = Footprint.objects.filter(dataset=OuterRef("dataset"))
    wider = prints.filter(place__descendants__place=place_id)
    inside = prints.filter(place__ancestors__parent=place_id)
    found = shelving.public().annotate(
        own=Subquery(prints.filter(place=place_id).values("pk")[:1]),
        wider=Subquery(wider.order_by("place__descendants__distance", "pk").values("pk")[:1]),
        inside=Subquery(inside.order_by("place__ancestors__distance", "pk").values("pk")[:1]),
        shown=Coalesce(F("own"), F("wider"), F("inside")),
        rank=Case(When(own__isnull=False, then=0), When(wider__isnull=False, then=1), default=2),
    )
    ordered = found.filter(shown__isnull=False).order_by("rank", "-first_at", "dataset")
    return ordered.select_related("dataset", "revision")


def about(page: Sequence[Publication]) -> tuple[AboutPlace, ...]:
    shown = [(vars(each)["shown"], FITS[vars(each)["rank"]]) for each in page]
    prints = Footprint.objects.select_related("place").in_bulk([pk for pk, _ in shown])
    return tuple(
        AboutPlace(one, fit, prints[pk].place_id, prints[pk].place.name, prints[pk].evidence)
        for one, (pk, fit) in zip(shelving.shelved(page), shown, strict=True)
    )


def waiting(place_id: str) -> int:
    """How many datasets about it, or about a place in it, still wait for their context."""
    prints = Footprint.objects.filter(dataset=OuterRef("pk"))
    own = Exists(prints.filter(place=place_id))
    inside = Exists(prints.filter(place__ancestors__parent=place_id))
    return Dataset.objects.filter(own | inside, publication=None).count()


def known(place: Place, above: Sequence[Place]) -> Known:
    aliases = list(place.aliases.order_by("-preferred", "text"))
    nearest = above[0].pk if above else ""
    family = Parent.objects.filter(parent__in=[place.pk, nearest], distance=1)
    links = list(family.select_related("place").order_by("place__name", "place_id"))
    datasets = lent_in(ancestors__parent__in=[place.pk, nearest], ancestors__distance=1)
    beside = counted((link.place for link in links if link.parent_id == nearest), datasets)
    return Known(
        id=place.pk,
        kind=place.kind,
        name=place.name,
        inside=tuple((one.pk, one.name) for one in above),
        names=tuple(
            dict.fromkeys(a.text for a in aliases if not a.scheme and a.text != place.name)
        ),
        codes=tuple((alias.scheme, alias.text) for alias in aliases if alias.scheme),
        point=point(place),
        population=place.population,
        source=place.source,
        community_defined=place.community_defined,
        parts=counted((link.place for link in links if link.parent_id == place.pk), datasets),
        beside=tuple(one for one in beside if one.datasets and one.id != place.pk),
    )


def point(place: Place) -> tuple[float, float] | None:
    if place.longitude is None or place.latitude is None:
        return None
    return place.longitude, place.latitude


def counted(found: Iterable[Place], datasets: dict[str, set[UUID]]) -> tuple[PlaceCount, ...]:
    return tuple(PlaceCount(one.pk, one.name, len(datasets.get(one.pk, ()))) for one in found)


def lent_in(**which: object) -> dict[str, set[UUID]]:
    """For each place that is so the published datasets about it or about a place in it.

    One query, that goes from what is lent to its places: no list of places can make it long.
    """
    prints = Footprint.objects.filter(dataset__publication__paused=False)
    own = prints.filter(**{f"place__{name}": value for name, value in which.items()})
    within = prints.filter(
        **{f"place__ancestors__parent__{name}": value for name, value in which.items()}
    )
    pairs = own.values_list("place", "dataset").union(
        within.values_list("place__ancestors__parent", "dataset")
    )
    found: dict[str, set[UUID]] = {}
    for place_id, dataset in pairs:
        found.setdefault(place_id, set()).add(dataset)
    return found


@dataclass(frozen=True, slots=True)
class Continent:
    id: str
    name: str
    datasets: int
    countries: tuple[PlaceCount, ...]


def continents() -> tuple[Continent, ...]:
    """The continents, and in each the countries about which something is lent."""
    kinds = ("continent", *COUNTED)
    wide = {one.pk: one for one in Place.objects.filter(kind__in=kinds)}
    datasets = lent_in(kind__in=kinds)
    above = places.ancestor_ids([pk for pk, one in wide.items() if pk in datasets])
    of: dict[str, list[Place]] = {}
    for pk, ancestors in above.items():
        for parent in ancestors:
            if wide[parent].kind == "continent":
                of.setdefault(parent, []).append(wide[pk])
    return tuple(
        Continent(
            one.pk,
            one.name,
            len(datasets.get(one.pk, ())),
            counted(sorted(of.get(one.pk, ()), key=lambda each: each.name), datasets),
        )
        for one in sorted(wide.values(), key=lambda each: each.name)
        if one.kind == "continent"
    )


@dataclass(frozen=True, slots=True)
class Called:
    """The place of a name; or several, with what contains them; or names spelled nearly so."""

    place: str
    choices: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()  # id, kind, name, inside
    nearly: tuple[str, ...] = ()


def called(text: str) -> Called:
    found = resolve.resolve(text, Gazetteer())
    if isinstance(found, resolve.Resolved):
        return Called(found.place)
    if isinstance(found, resolve.NotFound):
        return Called("", nearly=spotting.spelled_nearly(text))
    above = places.ancestors(one.id for one in found.candidates)
    return Called(
        "",
        tuple(
            (one.id, one.kind, one.name, tuple(up.name for up in above[one.id]))
            for one in found.candidates
        ),
    )
