"""The context of a dataset, whole."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from commonstacks.doors.api import schemas, shapes
from commonstacks.flows import reading

router = Router(tags=["context"])


@router.get("/datasets/{slug:slug}/context", response=schemas.Context, url_name="context")
def context(request: HttpRequest, slug: str) -> schemas.Context:
    """The published revision: every statement in its voice, every gap, what may be stale."""
    return shapes.context(reading.published(slug))
