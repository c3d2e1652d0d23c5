"""What waits for its context: stubs, and nothing more."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from commonstacks.doors.api import listings, shapes
from commonstacks.flows import reading

router = Router(tags=["waiting"])

Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=10_000)]


@router.get("/waiting", response=listings.Stubs, url_name="waiting")
def waiting(request: HttpRequest, limit: Limit = 20, offset: Offset = 0) -> listings.Stubs:
    """The newest first."""
    stubs = reading.waiting()
    return listings.Stubs(
        total=len(stubs),
        first=offset,
        next=shapes.onward(
            "/waiting", more=offset + limit < len(stubs), limit=limit, offset=offset + limit
        ),
        results=[shapes.stub(stub) for stub in stubs[offset : offset + limit]],
    )
