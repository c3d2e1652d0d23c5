"""Find published datasets, and read one of them."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from commonstacks.doors.api import listings, schemas, shapes
from commonstacks.flows import finding, reading

router = Router(tags=["datasets"])

Words = Annotated[str, Query(max_length=300)]
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=10_000)]


@router.get("/datasets", response=listings.Cards, url_name="datasets")
def datasets(
    request: HttpRequest, q: Words = "", place: Words = "", limit: Limit = 20, offset: Offset = 0
) -> listings.Cards:
    """All that is published, the newest first; or what fits the words and the place."""
    if q.strip() or place.strip():
        return found(q.strip(), place.strip(), limit, offset)
    cards = reading.shelf()
    return listings.Cards(
        total=len(cards),
        first=offset,
        next=shapes.onward(
            "/datasets", more=offset + limit < len(cards), limit=limit, offset=offset + limit
        ),
        place=None,
        candidates=[],
        dropped=[],
        results=[shapes.card(card) for card in cards[offset : offset + limit]],
    )


def found(q: str, place: str, limit: int, offset: int) -> listings.Cards:
    results = finding.search(q, place, offset=offset, limit=limit)
    return listings.Cards(
        total=results.total,
        first=offset,
        next=shapes.onward(
            "/datasets",
            more=offset + len(results.hits) < results.total and bool(results.hits),
            q=q,
            place=place,
            limit=limit,
            offset=offset + limit,
        ),
        place=shapes.place(results.place) if results.place else None,
        candidates=[shapes.place(each) for each in results.candidates],
        dropped=list(results.dropped),
        results=[shapes.card(hit) for hit in results.hits],
    )


@router.get("/datasets/{slug:slug}", response=schemas.Dataset, url_name="dataset")
def dataset(request: HttpRequest, slug: str) -> schemas.Dataset:
    """The newest version that could be read, with its context."""
    return shapes.dataset(reading.published(slug))
