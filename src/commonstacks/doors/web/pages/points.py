"""The rows of a box on a map as points: all of them, or none and the reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pages.leaving import left_of, while_here
from commonstacks.doors.web.site import reader_of, turn_of
from commonstacks.flows import counting, exploration
from commonstacks.kit import digests
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.views.turns import Busy

JSON = "application/json"


@require_safe
@while_here
def points(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asked for again each time, so that what is taken down here is taken down in every browser;
    the ETag is of the table and the view, which never change."""
    token = request.GET.get("view", "")
    lent = exploration.lend_view(slug, reader_of(request), number, token)
    spec = exploration.view_of(lent, token)
    etag = f'"points-{digests.of_facts([lent.table, token, lent.policy.threshold])[:32]}"'
    try:
        found = counting.points_reply(lent, spec, turn_of(request), left_of(request))
    except Refusal as refusal:
        status = 503 if isinstance(refusal, Busy | Stopped) else 409
        return JsonResponse({"refused": refusal.reason}, status=status)
    fresh = HttpResponse(found, content_type=JSON)
    response = get_conditional_response(request, etag=etag) or fresh
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = (
        "public, no-cache" if lent.published else "private, no-store"
    )
    return response
