"""Find by word and by place; keep the index up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from commonstacks.flows import reading, shelving, spotting, wiring
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.groups import policy_of
from commonstacks.flows.shown import PlaceLine
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Publication, Revision
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Alias, Place
from commonstacks.workshop.forms.words import in_words
from commonstacks.workshop.places import resolve
from commonstacks.workshop.searching import query
from commonstacks.workshop.searching.document import Document, PlaceTag
from commonstacks.workshop.searching.index import IndexLost
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
    why: tuple[str, ...]  # phrases for "found in …"
    fit: str  # how its place relates to the one asked for: itself, wider, inside, or empty
    snippet: tuple[tuple[str, bool], ...]  # pieces of text, and whether each was looked for


@dataclass(frozen=True, slots=True)
class Results:
    words: str
    place_asked: str
    place: PlaceLine | None
    candidates: tuple[PlaceLine, ...]  # several places of that name: a person has to choose
    total: int
    hits: tuple[Hit, ...]
    dropped: tuple[str, ...]  # words that were left out to find anything at all
    spotted: bool = False  # the place stood among the words
    choices: tuple[PlaceLine, ...] = ()  # other places that a word may have meant
    nearly: tuple[str, ...] = ()  # names spelled nearly like an unknown place


def search(
    words: str = "", place: str = "", *, offset: int = 0, limit: int = 20, literally: bool = False
) -> Results:
    """All published datasets about these words and this place. An unknown place finds nothing.

    Without a ``place``, words that name one are taken as the place, unless nothing is found there
    or the words are meant ``literally``. ``Results.words`` are then the rest of the words.
    """
    if offset < 0 or not 1 <= limit <= MOST:
        raise Refusal("Ask for 1 to {most} results at once.", "Change limit or offset.", most=MOST)
    if place.strip():
        return there(words, place, offset, limit)
    spotted = None if literally else spotting.spot(words)
    if spotted and spotted.place:
        found = about(spotted.words, spotted.place, spotted.written, offset, limit)
        if found.total:
            others = (each for each in spotted.choices if each != spotted.place)
            return replace(found, spotted=True, choices=lines(others))
    found = about(words, "", "", offset, limit)
    return replace(found, choices=lines(spotted.choices)) if spotted else found


def there(words: str, place: str, offset: int, limit: int) -> Results:
    """Where a place is asked for: there, or a choice of places, or why nothing can be found."""
    found = resolve.resolve(place, Gazetteer())
    if isinstance(found, resolve.Ambiguous):
        return Results(words, place, None, lines(c.id for c in found.candidates), 0, (), ())
    if isinstance(found, resolve.NotFound):
        nearly = spotting.spelled_nearly(place)
        return Results(words, place, None, (), 0, (), (), nearly=nearly)
    return about(words, found.place, place, offset, limit)


def about(words: str, place_id: str, written: str, offset: int, limit: int) -> Results:
    where = lines([place_id])[0] if place_id else None
    asked = look(asking(words, where), limit=limit, offset=offset)
    return Results(
        words=words,
        place_asked=written,
        place=where,
        candidates=(),
        total=asked.total,
        hits=tuple(hits_of(asked.hits)),
        dropped=asked.dropped,
    )


def asking(words: str, there: PlaceLine | None) -> query.Query:
    """The place itself first, then what contains it, then what lies in it."""
    if there is None:
        return query.parse(words)
    return query.parse(words, places=(there.id,), around=tuple(pk for pk, _ in there.inside))


def look(asked: query.Query, *, limit: int, offset: int) -> query.Found:
    """A lost or broken index is made anew from the rows."""
    try:
        return wiring.index().search(asked, limit=limit, offset=offset)
    except IndexLost:
        index_all()
        return wiring.index().search(asked, limit=limit, offset=offset)


def hits_of(found: Iterable[query.Hit]) -> Iterator[Hit]:
    """The cards of what the index found; what is no longer published is left out."""
    wanted = list(found)
    shown = shelving.public().filter(dataset__in=[hit.id for hit in wanted])
    publications = list(shown.select_related("dataset", "revision"))
    cards = dict(
        zip(
            (str(each.dataset_id) for each in publications),
            (each.card for each in shelving.shelved(publications)),
            strict=True,
        )
    )
    for hit in wanted:
        if card := cards.get(hit.id):
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
                fit=hit.fit,
                snippet=pieces(hit.snippet),
            )


def pieces(snippet: query.Snippet) -> tuple[tuple[str, bool], ...]:
    at, found = 0, []
    for start, end in snippet.marks:
        found += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    return tuple((text, marked) for text, marked in [*found, (snippet.text[at:], False)] if text)


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
        return
    try:
        wiring.index().put([document(dataset, publication.revision)])
    except IndexLost:
        index_all()


def drop(dataset_id: str) -> None:
    try:
        wiring.index().drop(dataset_id)
    except IndexLost:
        index_all()


def index_all() -> int:
    """The whole index anew, from the rows."""
    shown = Publication.objects.filter(paused=False).select_related("dataset", "revision__version")
    wiring.index().rebuild(document(p.dataset, p.revision) for p in shown.order_by("dataset"))
    return wiring.index().count()


def count() -> int:
    try:
        return wiring.index().count()
    except IndexLost:
        return index_all()


def document(dataset: Dataset, revision: Revision) -> Document:
    """What a dataset is found by: its names, its story, its columns and values, its places."""
    told = said.without_the_gone(revision)
    version = held.newest_readable(dataset) or revision.version
    table = held.table_of(version)
    columns = TableProfile.from_json(table.profile).columns if table else ()
    # Not where only the context is published, and not where a rare value names somebody.
    shows_values = rules.may_read(dataset, None) and not policy_of(dataset).on
    return Document(
        id=str(dataset.pk),
        slug=dataset.slug,
        title=dataset.title,
        description=reading.lead_of(told),
        story=story_text(told),
        topics=(),
        columns=tuple(column.name for column in columns),
        values=tuple(
            str(value)
            for column in columns
            if shows_values and not column.sensitive
            for value, _ in column.top[:FREQUENT]
            if isinstance(value, str)
        ),
        publisher=dataset.publisher,
        places=place_tags(dataset),
        published_at=revision.at,
        version=version.number,
    )


def place_tags(dataset: Dataset) -> tuple[PlaceTag, ...]:
    """The footprint and everything around it, each place with all its names."""
    own = set(Footprint.objects.filter(dataset=dataset).values_list("place_id", flat=True))
    around = {place.pk for above in places.ancestors(own).values() for place in above} - own
    names: dict[str, list[str]] = {pk: [name] for pk, name in places.shown_names(own | around)}
    for pk, name in Alias.objects.filter(place__in=names, scheme="").values_list("place", "text"):
        if name not in names[pk]:
            names[pk].append(name)
    return tuple(PlaceTag(pk, tuple(names[pk]), own=pk in own) for pk in sorted(names))


def story_text(document: dict[str, Any]) -> str:
    """Everything said in public, as one text."""
    form = wiring.form(document["form"])
    answers = [
        in_words(form.question(row["question"]), row["answer"])
        for row in document["statements"]
        if row["answer"] is not None
    ]
    return "\n".join([*answers, *(row["facts"]["text"] for row in document["gaps"])])
