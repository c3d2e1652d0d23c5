"""The whole page of a view: what is asked, what is shown, every column, all rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commonstacks.doors.web.inputs.asked import changed, version_of, wish_of
from commonstacks.doors.web.pages.dataset import lend, narrow_token
from commonstacks.doors.web.pages.leaving import left_of, while_here
from commonstacks.doors.web.pages.picking import picked
from commonstacks.doors.web.pictures.explore import (
    STEP,
    address,
    base_of,
    explore_picture,
    place_links,
    rows_here,
)
from commonstacks.doors.web.pictures.explore_columns import (
    blank_here,
    chartable,
    columns_here,
    measured,
)
from commonstacks.doors.web.pictures.explore_versions import versions_here
from commonstacks.doors.web.pictures.explorer import beside_the_story, phrases
from commonstacks.doors.web.site import reader_of, turn_of
from commonstacks.flows import exploration, exploring, other_versions
from commonstacks.flows.other_versions import Carried
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import tokens

MOST_AT_ONCE: Final = 200  # rows that a script asks for


@require_safe
@while_here
def explore(request: HttpRequest, slug: str, number: int, token: str = "") -> HttpResponse:
    if request.GET.get("spec"):
        return redirect(f"{explored(request, slug, number)}")
    if not token and request.GET.get("view"):
        return brought(request, slug, number, request.GET["view"])
    lent = lent_for(request, slug, number, token)
    if request.GET.get("pick"):
        return redirect(picked(request, lent, token, base_of(lent)))
    return show(request, lent, token)


def brought(request: HttpRequest, slug: str, number: int, before: str) -> HttpResponse:
    """The view of another version, as far as this one has what it speaks of."""
    lent = other_versions.lend_for(slug, reader_of(request), number, before)
    carried = other_versions.came(lent, before)
    return show(request, lent, tokens.token(carried.spec), carried=carried)


@require_safe
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A form without script: what was asked becomes an address."""
    token = request.GET.get("view", "")
    lent = lent_for(request, slug, number, token)
    spec = exploring.spec_of(lent, token)
    if request.GET.get("do") == "version":
        view = urlencode({"view": tokens.token(spec)})
        return redirect(f"/datasets/{lent.slug}/v/{version_of(request.GET)}/explore?{view}")
    return redirect(address(base_of(lent), changed(lent, spec, request.GET)))


@require_safe
@while_here
def rows(request: HttpRequest, slug: str, number: int, token: str) -> JsonResponse:
    """Some rows as JSON, for a page that scrolls over all of them."""
    lent = lent_for(request, slug, number, token)
    spec, wish = exploring.spec_of(lent, token), wish_of(request.GET, limit=MOST_AT_ONCE)
    try:
        page = exploring.page(lent, spec, wish, reader=turn_of(request), left=left_of(request))
    except Refusal as refusal:
        return JsonResponse({"refused": refusal.reason}, status=409)
    return JsonResponse({"first": page.first, "matching": page.matching, "rows": page.rows})


@require_POST
def near(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The areas around a point. It comes in the body of a form, so that no log and no address
    holds it, and it is not kept."""
    token = request.POST.get("view", "")
    lent = lent_for(request, slug, number, token)
    try:
        point = [float(request.POST.get(name, "")) for name in ("longitude", "latitude")]
    except ValueError:
        raise Refusal("This is no point on the earth.", "Choose a place by its name.") from None
    return show(request, lent, token, near=(point[0], point[1]))


def lent_for(request: HttpRequest, slug: str, number: int, token: str) -> Lent:
    if token:
        return exploration.lend_view(slug, reader_of(request), number, token)
    return lend(request, slug, number)


def explored(request: HttpRequest, slug: str, number: int) -> str:
    """The address of what the plain form of the prepared charts asks for."""
    lent, token = narrow_token(request, slug, number)
    return f"{base_of(lent)}/{token}" if token else base_of(lent)


def show(
    request: HttpRequest,
    lent: Lent,
    token: str,
    *,
    near: tuple[float, float] | None = None,
    carried: Carried | None = None,
) -> HttpResponse:
    turn, left = turn_of(request), left_of(request)
    whole = exploring.whole(lent, token, reader=turn, words=phrases(), left=left)
    facts: dict[str, Any] = {
        "lent": lent,
        "whole": whole,
        "token": whole.token,
        "explorer": beside_the_story(whole.explorer),
        "counted": whole.counted,
        "uncounted": whole.uncounted,
        "picks": True,
        "versions": versions_here(lent, whole, carried, request.GET.get("view", "")),
        "page": explore_picture(lent, whole),
        "columns": columns_here(lent, whole),
        "chartable": chartable(lent),
        "measured": measured(lent),
        **asked(request, lent, whole, near),
        **read(request, lent, whole),
    }
    status = 503 if whole.uncounted else 200
    return render(request, "explore/explore.html", facts, status=status)


def asked(
    request: HttpRequest, lent: Lent, whole: exploring.Whole, near: tuple[float, float] | None
) -> dict[str, Any]:
    """The blank that is open, and the places that were found."""
    column, place = request.GET.get("column", ""), request.GET.get("place", "").strip()
    found = exploring.near(lent, *near) if near else exploring.narrower(lent, place)
    return {
        "blank": blank_here(lent, whole.spec, column, reader=turn_of(request)) if column else None,
        "places": place_links(lent, whole.spec, found),
        "place": place,
        "near": near is not None,
        "tells_places": exploring.tells_places(lent),
    }


def read(request: HttpRequest, lent: Lent, whole: exploring.Whole) -> dict[str, Any]:
    """The rows, or why they are not shown. Past the end stand the last ones."""
    wish, turn, left = wish_of(request.GET, limit=STEP), turn_of(request), left_of(request)
    try:
        page = exploring.page(lent, whole.spec, wish, reader=turn, left=left)
        if page.matching and not page.rows:
            wish = replace(wish, first=max(1, page.matching - STEP + 1))
            page = exploring.page(lent, whole.spec, wish, reader=turn, left=left)
    except Refusal as refusal:
        return {"rows": None, "refusal": refusal}
    return {"rows": rows_here(lent, whole, page, wish), "refusal": None}
