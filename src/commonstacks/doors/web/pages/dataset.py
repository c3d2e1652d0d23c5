"""The dataset page: now, at a version, and as a fixed view; its rows; what changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.inputs.rows import first_row
from commonstacks.doors.web.pages.picking import picked
from commonstacks.doors.web.pictures.change import change_picture
from commonstacks.doors.web.pictures.columns import column_pictures
from commonstacks.doors.web.pictures.dataset import dataset_picture
from commonstacks.doors.web.pictures.explorer import beside_the_story, phrases
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.pictures.related import related_pictures
from commonstacks.doors.web.pictures.rows import rows_picture
from commonstacks.doors.web.pictures.taking import take_picture
from commonstacks.doors.web.site import reader_of, turn_of
from commonstacks.flows import (
    comparing,
    counting,
    exploration,
    handing_out,
    reading,
    relating,
    saving,
)
from commonstacks.flows.shown import Lent, Waiting
from commonstacks.kit.errors import Stopped
from commonstacks.workshop.views.turns import Busy

PAGE = 50


@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        lent = reading.lend(slug, reader_of(request), table=table_of(request))
    except Waiting as waiting:
        return render(request, "dataset/stub.html", {"stub": waiting.stub})
    if lent.slug != slug:
        return redirect("dataset", lent.slug, permanent=True)
    return show(request, lent)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return show(request, lend(request, slug, number))


@require_safe
def view(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    lent = exploration.lend_view(slug, reader_of(request), number, token)
    if request.GET.get("pick"):
        return redirect(picked(request, lent, token, request.path.rpartition("/")[0]))
    return show(request, lent, token)


@require_safe
def narrow(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The filter form of a browser without script: what was chosen becomes an address."""
    lent, token = narrow_token(request, slug, number)
    if not token:
        return redirect("dataset-version", lent.slug, number)
    return redirect("dataset-view", lent.slug, number, token)


def narrow_token(request: HttpRequest, slug: str, number: int) -> tuple[Lent, str]:
    """The table that the plain form speaks of, and the view that it asks for."""
    whole = request.GET.get("spec", "")
    lent = (
        exploration.lend_view(slug, reader_of(request), number, whole)
        if whole
        else lend(request, slug, number)
    )
    return lent, exploration.token_of_form(lent, dict(request.GET.lists()))


def lend(request: HttpRequest, slug: str, number: int) -> Lent:
    return reading.lend(slug, reader_of(request), number, table=table_of(request))


def table_of(request: HttpRequest) -> str:
    """Which table of a version is asked for: by its name, or the first."""
    return request.GET.get("table", "")


def show(request: HttpRequest, lent: Lent, token: str = "") -> HttpResponse:
    charts = explored(lent, token, turn_of(request))
    counted = "uncounted" not in charts
    facts: dict[str, Any] = {
        "lent": lent,
        "page": dataset_picture(lent),
        "token": token,
        "picks": True,
        **charts,
        "take": take_picture(lent, token or whole_token(charts)) if lent.published else None,
        "kept": saving.kept_as(lent, token, reader_of(request)),
        "revisions": comparing.lines(UUID(lent.id)),
        "related": related_pictures(relating.by_place(lent)) if lent.published else (),
        "citation": handing_out.citation(lent, token if counted else "")
        if lent.published
        else None,
        "json_ld": handing_out.json_ld(lent) if lent.published and not token else "",
    }
    return render(request, "dataset/dataset.html", facts, status=200 if counted else 503)


def whole_token(charts: dict[str, Any]) -> str:
    """Of the view of all rows, which the page shows where its address names none."""
    explorer = charts.get("explorer")
    return explorer.whole_token if explorer else ""


def explored(lent: Lent, token: str, turn: str) -> dict[str, Any]:
    """The prepared charts; of a view that they do not answer, what is counted for it anew, or why
    it could not be counted now."""
    try:
        if exploration.prepared(lent, token):
            drawn = exploration.picture(lent, token, phrases(), reader=turn)
            return {"explorer": beside_the_story(drawn)}
        return {"counted": counting.counted(lent, token, reader=turn, words=phrases())}
    except (Busy, Stopped) as refusal:
        return {"uncounted": refusal}


@require_safe
def rows(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    lent = lend(request, slug, number)
    page = exploration.rows(lent, first=first_row(request.GET), limit=PAGE)
    gaps = gap_pictures(lent.story.form, lent.story.gaps) if lent.story else ()
    facts = {
        "lent": lent,
        "page": rows_picture(page, column_pictures(lent.profile, gaps), step=PAGE),
        "table": lent.table_name if len(lent.tables) > 1 else "",
    }
    return render(request, "dataset/rows.html", facts)


@require_safe
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    lent = reading.lend(slug, reader_of(request), number)
    facts = {"lent": lent, "change": change_picture(lent, table_of(request))}
    return render(request, "dataset/change.html", facts)
