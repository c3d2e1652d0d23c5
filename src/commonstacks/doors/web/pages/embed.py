"""The charts alone, to stand in a frame on somebody else's page; their context stands under them.

This is the only page others may frame. It never knows who reads: a frame shows what is published.
"""

from __future__ import annotations

from dataclasses import replace

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.dataset import table_query
from commonstacks.doors.web.pictures.explorer import beside_the_story, phrases
from commonstacks.doors.web.pictures.licence import licence_picture
from commonstacks.doors.web.pictures.shelf import left_out
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import turn_of
from commonstacks.flows import counting, exploration, reading, shelving
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.drawing import ExplorerPicture

ANYWHERE = {"frame-ancestors": ["*"]}


@xframe_options_exempt
@csp_replace(ANYWHERE)  # type: ignore[arg-type] # django-csp knows views without arguments only
@require_safe
def embed(request: HttpRequest, slug: str, number: int, token: str = "") -> HttpResponse:
    try:
        return framed(request, slug, number, token or request.GET.get("spec", ""))
    except Refusal as refusal:
        facts = {"refusal": refusal, "slug": slug}
        status = status_of(refusal, reading=True)
        return unseen_by_engines(render(request, "embed/refused.html", facts, status=status))


def framed(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    lent = lent_to_all(slug, number, token, request.GET.get("table", ""))
    if "spec" in request.GET:  # the plain form of a browser without script
        chosen = exploration.token_of_form(lent, dict(request.GET.lists()))
        return redirect("embed-view", lent.slug, number, chosen)
    return unseen_by_engines(render(request, "embed/embed.html", facts_of(request, lent, token)))


def lent_to_all(slug: str, number: int, token: str, table: str) -> Lent:
    if token:
        return exploration.lend_view(slug, None, number, token)
    return reading.published(slug, number, table=table)


def facts_of(request: HttpRequest, lent: Lent, token: str) -> dict[str, object]:
    counted = counted_anew(request, lent, token)
    turn = turn_of(request)
    drawn = None if counted else exploration.picture(lent, token, phrases(), reader=turn)
    picture = beside_the_story(drawn)
    worst = shelving.worst([line.gap for line in lent.story.gaps]) if lent.story else None
    return {
        "lent": lent,
        "explorer": staying(picture, lent) if picture else None,
        "counted": counted,
        "licence": licence_picture(lent.story) if lent.story else None,
        "left_out": left_out(worst) if worst else None,
        "gaps": len(lent.story.gaps) if lent.story else 0,
        "token": token,
        "query": table_query(lent.table_name) if len(lent.tables) > 1 else "",
    }


def counted_anew(request: HttpRequest, lent: Lent, token: str) -> counting.Counted | None:
    """A view that the prepared charts do not answer; its way back stays in the frame."""
    if exploration.prepared(lent, token):
        return None
    found = counting.counted(lent, token, reader=turn_of(request), words=phrases())
    return replace(found, whole=reverse("embed", args=[lent.slug, lent.version.number]))


def staying(picture: ExplorerPicture, lent: Lent) -> ExplorerPicture:
    """Its links lead to the same charts in the same frame."""
    before = picture.addresses.views
    views = reverse("embed", args=[lent.slug, lent.version.number]) + "/"
    return replace(
        picture,
        address=views + picture.address.removeprefix(before),
        whole_address=views + picture.whole_address.removeprefix(before),
        addresses=replace(picture.addresses, views=views),
    )


def unseen_by_engines(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
