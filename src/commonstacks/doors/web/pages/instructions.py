"""How the files of a dataset are read: every step, and a form for those who know better."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.inputs.instructions import given_from
from commonstacks.doors.web.pictures.instructions import reading_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import instructing, intake, reading
from commonstacks.kit.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def instructions(request: HttpRequest, slug: str) -> HttpResponse:
    lent = reading.lend(slug, reader_of(request), table=request.GET.get("table", ""))
    given, refusal = instructing.given_of(lent), None
    if request.method == "POST":
        given = given_from(request.POST, given)
        try:
            return redirect("job", intake.read_differently(slug, given, by=signed_in(request)).id)
        except Refusal as wrong:
            refusal = wrong
    facts = {"lent": lent, "read": reading_picture(lent, given), "refusal": refusal}
    status = status_of(refusal) if refusal else 200
    return render(request, "dataset/instructions.html", facts, status=status)


@require_POST
def trust(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Somebody looked at a version in doubt and says that it is right."""
    instructing.trust(slug, number, by=signed_in(request))
    return redirect("dataset", slug)
