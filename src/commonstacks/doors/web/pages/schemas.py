"""The published schemas, under addresses that stay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonstacks.kit import digests
from commonstacks.workshop.views import schema

SCHEMA = "application/schema+json"
A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """``commonstacks-view/1``, as JSON Schema (draft 2020-12), for programs of other sites too."""
    text = schema.published()
    etag = f'"{digests.sha256(text)}"'
    fresh = HttpResponse(text, content_type=SCHEMA)
    response = get_conditional_response(request, etag=etag) or fresh
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
