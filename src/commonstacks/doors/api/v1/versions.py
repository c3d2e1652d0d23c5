"""The versions of a dataset: what each holds, its rows, what changed."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from commonstacks.doors.api import listings, schemas, shapes
from commonstacks.flows import exploration, history, reading

router = Router(tags=["versions"])

Number = Annotated[int, Path(ge=1, le=1_000_000)]
First = Annotated[int, Query(ge=1, le=10_000_000_000)]
TableName = Annotated[str, Query(max_length=300)]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/datasets/{slug:slug}/versions", response=listings.Versions, url_name="versions")
def versions(request: HttpRequest, slug: str) -> listings.Versions:
    """Every version, the newest first."""
    lent = reading.published(slug)
    return listings.Versions(
        dataset=lent.slug,
        versions=[shapes.version(lent.slug, line) for line in lent.versions],
        context=shapes.in_short(lent),
    )


@router.get("/datasets/{slug:slug}/v/{number}", response=schemas.Dataset, url_name="version")
def version(request: HttpRequest, slug: str, number: Number) -> schemas.Dataset:
    """The dataset as it was in this version, with the context as it is now."""
    return shapes.dataset(reading.published(slug, number))


@router.get("/datasets/{slug:slug}/v/{number}/rows", response=listings.Rows, url_name="rows")
def rows(
    request: HttpRequest,
    slug: str,
    number: Number,
    first: First = 1,
    limit: Limit = 100,
    table: TableName = "",
) -> listings.Rows:
    """Rows in the order of the file, from ``first`` on. For all of them, download the file.

    ``table`` is the name of one of the version's tables; without it, the first.
    """
    lent = reading.published(slug, number, table=table)
    page = exploration.rows(lent, first=first, limit=limit)
    after = page.first + len(page.rows)
    return listings.Rows(
        dataset=lent.slug,
        version=lent.version.number,
        columns=[column.name for column in page.columns],
        first=page.first,
        total=page.total,
        next=shapes.onward(
            f"/datasets/{lent.slug}/v/{number}/rows",
            more=bool(page.rows) and after <= page.total,
            first=after,
            limit=limit,
            table=table,
        ),
        rows=[list(row) for row in page.rows],
        context=shapes.in_short(lent),
    )


@router.get("/datasets/{slug:slug}/changes/{number}", response=listings.Change, url_name="change")
def change(request: HttpRequest, slug: str, number: Number, table: str = "") -> listings.Change:
    """What changed since the last good version before this one, and in one of its tables."""
    lent = reading.published(slug)
    return shapes.change(lent, number, history.change_of(lent, number, table))
