"""Hand in a documentation of a dataset: look at what goes where, then keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.blanks import options_from
from commonstacks.doors.web.inputs.imports import TypedImport, typed_import
from commonstacks.doors.web.pictures.drafts import place_pictures
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering, importing
from commonstacks.flows.importing import Preview
from commonstacks.kit.errors import Refusal
from commonstacks.library.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, slug: str) -> HttpResponse:
    by = signed_in(request)
    if request.method != "POST":
        return show(request, slug, TypedImport(), by)
    typed = TypedImport(title=request.POST.get("title", ""), text=request.POST.get("text", ""))
    try:
        typed = typed_import(request.POST, request.FILES)
        if "keep" in request.POST:
            return keep(request, slug, typed, by)
        found = importing.preview(slug, typed.given(), by=by)
    except Refusal as refusal:
        return show(request, slug, typed, by, refusal=refusal)
    return show(request, slug, typed, by, preview=found)


def keep(request: HttpRequest, slug: str, typed: TypedImport, by: Account) -> HttpResponse:
    chosen = request.POST.getlist("place")
    kept = importing.keep(slug, typed.given(), chosen, by=by)
    told = _("%(said)s answers are proposed, %(drafts)s wait as suggestions, %(left)s are kept as"
             " a note.")  # fmt: skip
    messages.success(request, told % {"said": kept.said, "drafts": kept.drafts, "left": kept.left})
    return redirect("context", slug)


def show(
    request: HttpRequest,
    slug: str,
    typed: TypedImport,
    by: Account,
    *,
    preview: Preview | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    desk = answering.desk(slug, by)
    facts: dict[str, Any] = {
        "desk": desk,
        "typed": typed,
        "refusal": refusal,
        "voices": options_from(desk.form.vocabulary("voices"), ("P", "W", "X")),
        "earlier": importing.left_over(slug, by=by),
    }
    if preview is None:
        return render(request, "imports/hand_in.html", facts, status=status_of(refusal))
    facts |= {"sheet": preview.sheet, "places": place_pictures(desk.form, preview.places)}
    return render(request, "imports/preview.html", facts)
