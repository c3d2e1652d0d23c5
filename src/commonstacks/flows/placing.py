"""What places a dataset is about: what people say, what its columns show, what its title names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from commonstacks.flows import areas, wiring
from commonstacks.flows.areas import make_areas
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.groups import policy_of
from commonstacks.kit.errors import phrase
from commonstacks.kit.text import fold
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Table
from commonstacks.library.context import queries as said
from commonstacks.library.discovery import actions as discovery
from commonstacks.library.discovery.actions import Trace
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Place
from commonstacks.workshop.places import boundaries, resolve
from commonstacks.workshop.places.mentions import Mention, mentions
from commonstacks.workshop.places.resolve import Resolved
from commonstacks.workshop.tables import distinct
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

__all__ = ["Gazetteer", "make_areas", "place"]

MOST_CODES = 10_000
MOST_NAMES = 500  # that are looked up one by one
NEARLY_ALL = 0.8
WRITTEN = ("place name", "category", "text")


def place(dataset: Dataset) -> None:
    """Find the footprint anew; rows that are areas become places first."""
    told = areas.told(dataset)
    if told and areas.table_of(dataset, told):
        make_areas(dataset, told)
    people = list(declared(dataset))
    rows = () if policy_of(dataset).on else tables(dataset)  # a rare value names somebody
    shown = [trace for table in rows for trace in shown_by(table, prior_of(people))]
    named = list(titled(dataset, prior_of([*people, *shown])))
    discovery.set_footprint(dataset=dataset, traces=(*people, *shown, *named, *brought(dataset)))


def prior_of(traces: Sequence[Trace]) -> str:
    """Where texts without a country are most likely from: the first place found so far."""
    return traces[0].place if traces else ""


def declared(dataset: Dataset) -> Iterator[Trace]:
    """The place that people named where the form asks what should be in it."""
    form = wiring.form()
    asked = {f.name: q.id for q in form.questions for f in q.fields if f.type == "place"}
    for statement in said.public_statements(dataset):
        name = next((n for n, q in asked.items() if q == statement.question), "")
        text = statement.answer.get(name, "") if isinstance(statement.answer, dict) else ""
        for found in meant(text) if text else ():
            names = phrase("The context names {place}.").format(place=text)
            yield Trace(found, "declared", names)


def meant(text: str) -> list[str]:
    """The place of a text; or the places it speaks of, where it is more than a name."""
    lookup = Gazetteer(shipped=True)
    found = resolve.resolve(text, lookup)
    if isinstance(found, Resolved):
        return [found.place]
    return sure(mentions(text, lookup, titled=True))


def sure(found: Iterable[Mention]) -> list[str]:
    """The places of those mentions that mean one place, less what contains another of them."""
    ids = [one.found.place for one in found if isinstance(one.found, Resolved)]
    around = {up for above in places.ancestor_ids(ids).values() for up in above}
    return [pk for pk in dict.fromkeys(ids) if pk not in around]


def titled(dataset: Dataset, prior: str) -> Iterator[Trace]:
    lookup = Gazetteer(shipped=True)
    publisher = sure(mentions(dataset.publisher, lookup, titled=True))
    prior = prior or (publisher[0] if publisher else "")
    for found in sure(mentions(dataset.title, lookup, prior=prior, titled=True)):
        name = places.place_with(found).name
        yield Trace(found, "title", f"Its title names {name}.")


def brought(dataset: Dataset) -> Iterator[Trace]:
    """The areas that its own rows are."""
    own = list(Place.objects.filter(source=dataset.slug).order_by("pk"))
    for one in own:
        yield Trace(one.pk, "area", f"One of the {len(own)} areas that its rows describe.")


def tables(dataset: Dataset) -> list[Table]:
    version = held.newest_readable(dataset)
    return list(version.tables.all()) if version else []


def shown_by(table: Table, prior: str) -> Iterator[Trace]:
    """Places that stand in columns, by code or by name; what contains most of them comes first."""
    folder = wiring.table_folder(table.digest)
    own = {column.name for column in TableProfile.from_json(table.profile).columns}
    for column in TableProfile.from_json(table.placed or table.profile).columns:
        if column.sensitive or column.distinct > MOST_CODES:
            continue
        assigned = column.name not in own
        file = folder / ("places.parquet" if assigned else "table.parquet")
        if column.kind == "place code" and column.scheme:
            values = distinct.values_of(file, column.name)
            coded = resolve.from_codes(values, column.scheme, Gazetteer(shipped=True))
            yield from traces(coded.places, column.name, assigned=assigned)
        elif str(column.kind) in WRITTEN and column.distinct > 1:
            values = distinct.values_of(file, column.name)
            yield from traces(named(values, column, prior), column.name, assigned=False)


def named(values: Sequence[str], column: ColumnProfile, prior: str) -> Sequence[str]:
    """The places whose names stand in a column, if nearly all of its values are such names."""
    fit = boundaries.fit(values)
    if fit:
        of = {area.key: area.place for area in fit.boundaries.areas}
        return [pk for pk in dict.fromkeys(of[key] for key in fit.keys.values()) if pk]
    if column.kind != "place name" or len(values) > MOST_NAMES:
        return ()
    return one_by_one(values, prior)


def one_by_one(values: Sequence[str], prior: str) -> Sequence[str]:
    lookup = Gazetteer(shipped=True)
    folded = {fold(value) for value in values}
    if len(lookup.names_among(folded)) < NEARLY_ALL * len(folded):
        return ()
    found = (resolve.resolve(value, lookup, prior=prior) for value in values)
    return list(dict.fromkeys(one.place for one in found if isinstance(one, Resolved)))


def traces(found: Sequence[str], column: str, *, assigned: bool) -> Iterator[Trace]:
    known = places.shown_names(found)
    above = places.ancestor_ids([pk for pk, _ in known])
    yield from around(above, column)
    says = "Rows lie in it" if assigned else "Named"
    for pk, _ in known:
        yield Trace(pk, "position" if assigned else "column", f"{says} in the column {column}.")


def around(above: Mapping[str, Collection[str]], column: str) -> Iterator[Trace]:
    """The nearest place that contains nearly all of several places."""
    counts: dict[str, int] = {}
    for ancestors in above.values():
        for parent in ancestors:
            counts[parent] = counts.get(parent, 0) + 1
    full = [pk for pk, n in counts.items() if len(above) > 1 and n >= NEARLY_ALL * len(above)]
    depth = places.ancestor_ids(full)
    nearest = max(full, key=lambda pk: (len(depth[pk]), pk), default=None)
    if nearest:
        yield Trace(nearest, "column", f"{counts[nearest]} of its places in the column {column}.")
