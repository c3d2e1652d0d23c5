"""The disputes of one question: contest an answer, answer the dispute, read both."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.inputs.evidence import (
    evidence_blanks,
    evidence_facts,
    typed_evidence,
)
from commonstacks.doors.web.inputs.voiced import wrong
from commonstacks.doors.web.pictures.life import contested_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import disputing, wiring
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def disputes(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        by = signed_in(request)
        evidence = tuple(evidence_facts(typed_evidence(request.POST)))
        try:
            disputing.contest(slug, asked, wrong(request.POST, evidence), by=by)
        except (NotAllowed, NotHeld):
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("It stands beside the question now."))
            return redirect("disputes", slug, asked)
    picture = contested_picture(disputing.page(slug, asked, reader_of(request)))
    facts = {
        "picture": picture,
        "page": picture.page,
        "typed": request.POST,
        "evidence": evidence_blanks(wiring.form(), typed_evidence(request.POST))[:1],
        "refusal": refusal,
    }
    return render(request, "dispute/disputes.html", facts, status=status_of(refusal))


@require_POST
def decide(request: HttpRequest, slug: str, asked: str, key: UUID) -> HttpResponse:
    outcome = request.POST.get("outcome", "")
    settle(request, slug, key, outcome, signed_in(request))
    messages.success(request, _("Written down. Both stay readable."))
    return redirect("disputes", slug, asked)


def settle(request: HttpRequest, slug: str, key: UUID, outcome: str, by: Account) -> None:
    if outcome == "back":
        disputing.take_back(slug, key, by=by)
    elif outcome == "hide":
        ground = request.POST.get("ground", "")
        disputing.hide(slug, key, ground, request.POST.get("answer", ""), by=by)
    else:
        disputing.answer(slug, key, outcome, request.POST.get("answer", ""), by=by)
