"""Copy the shipped gazetteer into rows, and the areas that datasets bring. All or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db import connection, models, transaction

from commonstacks.kit.errors import Refusal
from commonstacks.kit.text import fold
from commonstacks.library.places.models import Alias, Edition, Parent, Place
from commonstacks.workshop.places.areas import Area
from commonstacks.workshop.places.gazetteer import SOURCE, PlaceRecord, folds

PLACE = (
    "id",
    "kind",
    "name",
    "longitude",
    "latitude",
    "population",
    "people",
    "source",
    "community_defined",
)
ALIAS = ("place_id", "text", "folded", "language", "scheme", "preferred", "source")
PARENT = ("place_id", "parent_id", "hierarchy", "distance")
CHUNK = 500  # places named in one statement
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


def loaded(stamp: str) -> bool:
    """Whether this edition of the gazetteer is here, whole."""
    return Edition.objects.filter(source=SOURCE, stamp=stamp).exists()


@transaction.atomic
def load(records: Iterable[PlaceRecord], *, stamp: str = "") -> int:
    """All places with their names, codes and ancestors; what contains comes before its parts.

    An older edition is replaced: its names and ancestors go, names that people added stay, and so
    do places that the new edition leaves out. ``stamp`` is written last.
    """
    places: list[Row] = []
    names: list[Row] = []
    above: dict[str, Mapping[str, int]] = {}
    for record in records:
        places.append(place_row(record))
        names += alias_rows(record)
        above[record.id] = distances(record.parents, above)
    forget(above.keys())
    insert(Place, PLACE, places, instead=PLACE[1:])
    insert(Alias, ALIAS, names)
    insert(Parent, PARENT, parent_rows(above))
    Edition.objects.update_or_create(source=SOURCE, defaults={"stamp": stamp})
    return len(places)


def forget(ids: Collection[str]) -> None:
    """What an older edition said of these places."""
    before = set(Place.objects.filter(source=SOURCE).values_list("pk", flat=True))
    left_out = before.difference(ids)
    if before != left_out:
        Alias.objects.filter(source=SOURCE).exclude(place__in=left_out).delete()
        Parent.objects.filter(place__source=SOURCE).exclude(place__in=left_out).delete()


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    instead: Sequence[str] = (),
) -> None:
    """Hundreds of thousands of rows without making an object of each. What is there stays, or
    gets the columns ``instead``."""
    quote = connection.ops.quote_name
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    given = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in instead)
    conflict = f"({quote(columns[0])}) DO UPDATE SET {given}" if instead else "DO NOTHING"
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"
    with connection.cursor() as cursor:
        cursor.executemany(f"{sql} ON CONFLICT {conflict}", list(rows))


def place_row(record: PlaceRecord) -> Row:
    longitude, latitude = record.point or (None, None)
    named = (record.id, record.kind, record.name, longitude, latitude)
    return (*named, record.population, record.people, SOURCE, False)


def alias_rows(record: PlaceRecord) -> Iterator[Row]:
    """Every spelling of every name, and every code under its scheme."""
    seen: set[str] = set()
    for name in record.names:
        for folded in folds(name.text):
            if folded not in seen:
                seen.add(folded)
                yield record.id, name.text, folded, name.language, "", name.preferred, SOURCE
    for scheme, code in record.codes:
        yield record.id, code, fold(code), "", scheme, False, SOURCE


def distances(parents: Sequence[str], above: Mapping[str, Mapping[str, int]]) -> Mapping[str, int]:
    """How far away each ancestor is: 1 for what contains the place directly."""
    found: dict[str, int] = {}
    for parent in parents:
        for ancestor, distance in [(parent, 0), *above.get(parent, {}).items()]:
            found[ancestor] = min(found.get(ancestor, 99), distance + 1)
    return found


def parent_rows(above: Mapping[str, Mapping[str, int]]) -> Iterator[Row]:
    for place, ancestors in above.items():
        for ancestor, distance in ancestors.items():
            yield place, ancestor, "administrative", distance


@transaction.atomic
def bring(areas: Sequence[Area], *, source: str, inside: Sequence[tuple[str, int]]) -> int:
    """The areas of one dataset become places, in the stead of those it brought before.

    ``source`` is the dataset; ``inside`` is every place that contains them with its distance.
    Returns how many places changed, appeared or went.
    """
    check_own(areas, source)
    before = standing(source)
    rows = {area.id: area_rows(area, source, inside) for area in areas}
    if before == rows:
        return 0
    gone = before.keys() - rows.keys()
    Alias.objects.filter(place__source=source, source=source).delete()
    Parent.objects.filter(place__source=source).delete()
    Place.objects.filter(source=source, pk__in=gone).delete()
    insert(Place, PLACE, (row[0] for row in rows.values()), instead=PLACE[1:])
    insert(Alias, ALIAS, (each for row in rows.values() for each in row[1]))
    insert(Parent, PARENT, (each for row in rows.values() for each in row[2]))
    return len(gone) + sum(before.get(pk) != row for pk, row in rows.items())


AreaRows = tuple[Row, frozenset[Row], frozenset[Row]]


def area_rows(area: Area, source: str, inside: Sequence[tuple[str, int]]) -> AreaRows:
    longitude, latitude = area.point or (None, None)
    place = (area.id, area.kind, area.name, longitude, latitude, None, 0, source)
    named = {(area.id, area.name, each, "", "", True, source) for each in folds(area.name)}
    coded = {(area.id, area.code, fold(area.code), "", area.scheme, False, source)}
    above = {(area.id, parent, "administrative", distance) for parent, distance in inside}
    return (*place, area.community_defined), frozenset(named | coded), frozenset(above)


def standing(source: str) -> dict[str, AreaRows]:
    """The same of what this dataset brought before."""
    places = Place.objects.filter(source=source)
    names: dict[str, set[Row]] = {}
    for row in Alias.objects.filter(place__in=places, source=source).values_list(*ALIAS):
        names.setdefault(str(row[0]), set()).add(row)
    above: dict[str, set[Row]] = {}
    for row in Parent.objects.filter(place__in=places).values_list(*PARENT):
        above.setdefault(str(row[0]), set()).add(row)
    return {
        str(row[0]): (row, frozenset(names.get(row[0], ())), frozenset(above.get(row[0], ())))
        for row in places.values_list(*PLACE)
    }


def check_own(areas: Sequence[Area], source: str) -> None:
    ids = [area.id for area in areas]
    foreign = Place.objects.exclude(source=source)
    for at in range(0, len(ids), CHUNK):
        taken = foreign.filter(pk__in=ids[at : at + CHUNK]).first()
        if taken:
            raise Refusal(
                "“{name}” ({id}) is already a place of another source.",
                "Give the dataset another short name.",
                name=taken.name,
                id=taken.pk,
            )


@transaction.atomic
def take_away(source: str) -> int:
    """The places that a dataset brought go with it, and everything said of them."""
    gone, _ = Place.objects.filter(source=source).exclude(source=SOURCE).delete()
    return gone
