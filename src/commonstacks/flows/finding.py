"""Find by word and by place; keep the index up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commonstacks.flows import reading, wiring
from commonstacks.flows.placing import Gazetteer
from commonstacks.flows.shown import PlaceLine
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Publication, Revision
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Alias, Place
from commonstacks.workshop.forms.words import in_words
from commonstacks.workshop.places import resolve
from commonstacks.workshop.searching.document import Document
from commonstacks.workshop.searching.query import Hit as Found
from commonstacks.workshop.searching.query import Query
from commonstacks.workshop.tables.shape import TableProfile

FREQUENT = 50  # values of a column that are looked into
MOST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    slug: str
    title: str
    publisher: str
    address: str
    lead: str
    rows: int
    version: int
    places: tuple[PlaceLine, ...]
    why: tuple[str, ...]
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Results:
    words: str
    place_asked: str
    place: PlaceLine | None
    candidates: tuple[PlaceLine, ...]  # several places of that name: a person has to choose
    total: int
    hits: tuple[Hit, ...]
    dropped: tuple[str, ...]  # words that were left out to find anything at all


def search(words: str = "", place: str = "", *, offset: int = 0, limit: int = 20) -> Results:
    """All published datasets about these words and this place. An unknown place finds nothing."""
    if offset < 0 or not 1 <= limit <= MOST:
        raise Refusal(f"Ask for 1 to {MOST} results at once.", "Change limit or offset.")
    found = resolve.resolve(place, Gazetteer()) if place.strip() else None
    if isinstance(found, resolve.Ambiguous):
        return Results(words, place, None, lines(c.id for c in found.candidates), 0, (), ())
    if isinstance(found, resolve.NotFound):
        return Results(words, place, None, (), 0, (), ())
    ids = (found.place,) if found else ()
    asked = wiring.index().search(Query(words, ids), limit=limit, offset=offset)
    return Results(
        words=words,
        place_asked=place,
        place=lines(ids)[0] if ids else None,
        candidates=(),
        total=asked.total,
        hits=tuple(hits_of(asked.hits)),
        dropped=asked.dropped,
    )


def hits_of(found: Iterable[Found]) -> Iterator[Hit]:
    """The cards of what the index found; what is no longer published is left out."""
    wanted = list(found)
    shown = {
        str(p.dataset_id): p
        for p in Publication.objects.filter(
            dataset__in=[hit.id for hit in wanted], paused=False
        ).select_related("dataset", "revision__version")
    }
    for hit in wanted:
        if hit.id in shown:
            card = reading.card_of(shown[hit.id].dataset, shown[hit.id].revision)
            yield Hit(
                slug=card.slug,
                title=card.title,
                publisher=card.publisher,
                address=card.address,
                lead=card.lead,
                rows=card.rows,
                version=card.version,
                places=card.places,
                why=hit.why,
                snippet=hit.snippet,
            )


def lines(place_ids: Iterable[str]) -> tuple[PlaceLine, ...]:
    ids = list(place_ids)
    named = Place.objects.in_bulk(ids)
    above = places.ancestors(ids)
    return tuple(
        PlaceLine(pk, named[pk].name, tuple((a.pk, a.name) for a in above[pk])) for pk in ids
    )


def index_dataset(dataset: Dataset) -> None:
    """Into the index when it is published, out of it when it is not."""
    publication = said.publication_of(dataset)
    if publication is None or publication.paused:
        drop(str(dataset.pk))
    else:
        wiring.index().put([document(dataset, publication.revision)])


def drop(dataset_id: str) -> None:
    wiring.index().drop(dataset_id)


def index_all() -> int:
    """The whole index anew, from the rows."""
    shown = Publication.objects.filter(paused=False).select_related("dataset", "revision__version")
    wiring.index().rebuild(document(p.dataset, p.revision) for p in shown.order_by("dataset"))
    return count()


def count() -> int:
    return wiring.index().count()


def document(dataset: Dataset, revision: Revision) -> Document:
    """What a dataset is found by: its names, its story, its columns and values, its places."""
    version = held.newest_readable(dataset) or revision.version
    table = held.table_of(version)
    columns = TableProfile.from_json(table.profile).columns if table else ()
    footprint = Footprint.objects.filter(dataset=dataset).values_list("place_id", flat=True)
    ids = sorted({*footprint, *(p.pk for ps in places.ancestors(footprint).values() for p in ps)})
    return Document(
        id=str(dataset.pk),
        slug=dataset.slug,
        title=dataset.title,
        description=reading.lead_of(revision),
        story=story_text(revision),
        topics=(),
        columns=tuple(column.name for column in columns),
        values=tuple(
            str(value)
            for column in columns
            if not column.sensitive
            for value, _ in column.top[:FREQUENT]
            if isinstance(value, str)
        ),
        publisher=dataset.publisher,
        place_names=tuple(
            Alias.objects.filter(place__in=ids, scheme="")
            .order_by("text")
            .values_list("text", flat=True)
            .distinct()
        ),
        place_ids=tuple(ids),
        years=(version.taken_at.year,),
        kind="dataset",
        published_at=revision.at.isoformat(),
        version=version.number,
    )


def story_text(revision: Revision) -> str:
    """Everything said in public, as one text."""
    form = wiring.form()
    said_rows = revision.document["statements"]
    answers = [
        in_words(form.question(row["question"]), row["answer"])
        for row in said_rows
        if row["answer"] is not None
    ]
    return "\n".join([*answers, *(row["facts"]["text"] for row in revision.document["gaps"])])
