"""Write a proposal: choose a change, see what it would do, say why; work an objection in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.inputs.change_blanks import KINDS, blanks_for, kind_called, voices
from commonstacks.doors.web.inputs.changes import operation_of
from commonstacks.doors.web.inputs.reasons import reasons_from, slugs_from
from commonstacks.doors.web.pages.form import typed
from commonstacks.doors.web.pages.proposals import show
from commonstacks.doors.web.pictures.proposals import sentences
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import governed, governing, rehearsing, wiring
from commonstacks.flows.governed import ProposalPage
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.workshop.forms.written import FormFacts


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    old = request.POST.get("replaces", "")
    made = governing.draft(by=signed_in(request), replaces=int(old) if old.isdecimal() else None)
    return redirect("proposal", made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """One kind of change: its blanks, and back to the draft when it is filled in."""
    by = signed_in(request)
    page = governed.proposal_page(number, by)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if not page.may.change or kind_called(kind) is None:
        raise NotHeld("There is no such change.", "Go back to the proposal.")
    refusal = None
    if request.method == "POST":
        try:
            now = rehearsing.rehearse(page.operations)
            made = operation_of(kind, request.POST, page.form, now.patched.document)
            governing.add_operation(number, made, by=by)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The change is in the draft. See below what it would do."))
            return redirect("proposal", number)
    facts = change_facts(request, page, kind)
    return render(
        request, "proposals/change.html", {**facts, "refusal": refusal}, status=status_of(refusal)
    )


def change_facts(request: HttpRequest, page: ProposalPage, kind: str) -> dict[str, object]:
    form = wiring.form()
    return {
        "page": page,
        "kind": kind_called(kind),
        "blanks": blanks_for(kind, form, typed(request.POST)) if kind else (),
        "voices": voices(form) if kind == "add" else (),
        "ticked": request.POST.getlist("voices") or [each.value for each in voices(form)],
    }


@require_POST
def take_out(request: HttpRequest, number: int) -> HttpResponse:
    place = request.POST.get("place", "")
    governing.take_out(number, int(place) if place.isdecimal() else 0, by=signed_in(request))
    return redirect("proposal", number)


@require_POST
def why(request: HttpRequest, number: int) -> HttpResponse:
    """The words beside the changes; kept, and put up when that button was pressed."""
    by = signed_in(request)
    try:
        governing.say_why(number, reasons_from(request.POST), slugs_from(request.POST), by=by)
        if "put-up" in request.POST:
            governing.put_up(number, by=by)
    except Refusal as refusal:
        return show(request, number, refusal)
    messages.success(
        request,
        _("Everybody can read it now and speak about it.")
        if "put-up" in request.POST
        else _("Your words are kept."),
    )
    return redirect("proposal", number)


@require_http_methods(["GET", "HEAD", "POST"])
def work_in(request: HttpRequest, number: int) -> HttpResponse:
    """Change the proposal so that the harm somebody named is gone, and ask the circle again."""
    by = signed_in(request)
    page = governed.proposal_page(number, by)
    if not page.may.integrate:
        raise NotAllowed("There is nothing to work in here.", "Go back to the proposal.")
    kind, refusal = request.POST.get("kind") or request.GET.get("kind", ""), None
    if request.method == "POST":
        try:
            kept = [
                each for at, each in enumerate(page.operations, 1) if f"keep-{at}" in request.POST
            ]
            if kind:
                document = document_with(kept)
                kept.append(operation_of(kind, request.POST, page.form, document))
            governing.integrate(number, kept, request.POST.get("how", ""), by=by)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The circle is asked again. It has ten days."))
            return redirect("proposal", number)
    facts = {
        **change_facts(request, page, kind if kind_called(kind) else ""),
        "kinds": KINDS,
        "sentences": sentences(page),
        "kept": [name for name in request.POST if name.startswith("keep-")],
        "how": request.POST.get("how", ""),
        "refusal": refusal,
    }
    return render(request, "proposals/work_in.html", facts, status=status_of(refusal))


def document_with(operations: list[dict[str, object]]) -> FormFacts:
    return rehearsing.rehearse(operations).patched.document
