"""The page on which somebody says who or what is missing."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.begun import as_sent, words_of
from commonstacks.doors.web.inputs.blanks import Blank, Option, options_from
from commonstacks.doors.web.inputs.drafts import gap_of_draft
from commonstacks.doors.web.inputs.evidence import evidence_blanks
from commonstacks.doors.web.inputs.gaps import TypedGap, gap_blanks, gap_facts, gap_like, typed_gap
from commonstacks.doors.web.pages.context import line_of
from commonstacks.doors.web.pages.later import PART, put_by, told_later
from commonstacks.doors.web.pictures.beside import beside, times
from commonstacks.doors.web.pictures.examples import example_picture
from commonstacks.doors.web.pictures.place import KINDS
from commonstacks.doors.web.pictures.words import language
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering, choosing_places, drafting, keeping_drafts
from commonstacks.flows.answering import Desk
from commonstacks.flows.keeping_drafts import GAP, Begun
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    by = signed_in(request)
    desk = answering.desk(slug, by)
    if line_of(desk, asked).question.type != "gaps":
        raise NotHeld(
            "{question} is not answered with gaps.", "See the list of questions.", question=asked
        )
    if request.method == "POST":
        return written(request, desk, asked, by)
    copied = {"draft", "like"} & request.GET.keys()
    begun = None if copied else keeping_drafts.begun(slug, GAP + asked, by)
    return show(request, desk, asked, start(request, desk, begun, by), begun=begun)


def start(request: HttpRequest, desk: Desk, begun: Begun | None, by: Account) -> TypedGap:
    """What the blanks hold at first: a suggestion, a gap that is there, or what was begun."""
    copied, like = request.GET.get("draft", ""), request.GET.get("like", "")
    if copied:
        return gap_of_draft(drafting.draft(desk.slug, copied, by))
    if begun:
        return typed_gap(as_sent(begun.words))
    return gap_like(next((line for line in desk.gaps if line.id == like), None))


def written(request: HttpRequest, desk: Desk, asked: str, by: Account) -> HttpResponse:
    """Which button was pressed: find a place, keep for later, throw away, or say it."""
    page = reverse("gap", args=[desk.slug, asked])
    if "discard" in request.POST:
        keeping_drafts.throw_away(desk.slug, GAP + asked, by=by)
        messages.success(request, _("Thrown away. Nobody else has seen it."))
        return redirect(page)
    if "later" in request.POST:
        keeping_drafts.keep(desk.slug, GAP + asked, words_of(request.POST), by=by)
        return told_later(request, page)
    typed = typed_gap(request.POST)
    if "choose" in request.POST:
        place = request.POST["choose"].strip()
        return show(request, desk, asked, replace(typed, words={**typed.words, "place": place}))
    if "find" in request.POST:
        return find(request, desk, asked, typed)
    return say(request, desk, asked, typed, by)


def find(request: HttpRequest, desk: Desk, asked: str, typed: TypedGap) -> HttpResponse:
    """Places of the name in the blank; for a script only their list."""
    found = choosing_places.choices(typed.words["place"])
    places = tuple(Option(each.written, str(KINDS.get(each.kind, each.kind))) for each in found)
    if PART in request.headers:
        return render(request, "_parts/context/places_found.html", {"places": places})
    return show(request, desk, asked, typed, places=places)


def say(request: HttpRequest, desk: Desk, asked: str, typed: TypedGap, by: Account) -> HttpResponse:
    try:
        answering.add_gap(desk.slug, gap_facts(asked, typed), by=by)
    except Refusal as refusal:
        put_by(desk.slug, GAP + asked, request, by)
        return show(request, desk, asked, typed, refusal=refusal)
    keeping_drafts.throw_away(desk.slug, GAP + asked, by=by)
    messages.success(request, _("Your entry is kept."))
    return redirect("question", desk.slug, asked)


def show(
    request: HttpRequest,
    desk: Desk,
    asked: str,
    typed: TypedGap,
    *,
    refusal: Refusal | None = None,
    places: tuple[Option, ...] | None = None,
    begun: Begun | None = None,
) -> HttpResponse:
    form, question = desk.form, line_of(desk, asked).question
    data = beside(desk, signed_in(request))
    columns = tuple(column.name for column in desk.profile.columns) if desk.profile else ()
    facts = {
        "desk": desk,
        "asked": question,
        "ask": question.ask.say(language()),
        "typed": typed,
        "blanks": gap_blanks(form, asked, typed),
        "beside": data,
        "columns": data.columns if data else (),
        "times": times(desk.profile),
        "rows": where_blanks(typed, columns),
        "places": places,
        "begun": begun,
        "example": example_picture(form, question, but=desk.slug),
        "voices": options_from(form.vocabulary("voices"), ("X", "P")),
        "evidence": evidence_blanks(form, typed.evidence),
        "refusal": refusal,
    }
    return render(request, "context/gap.html", facts, status=status_of(refusal))


def where_blanks(typed: TypedGap, columns: tuple[str, ...]) -> tuple[Blank, ...]:
    options = tuple(Option(name, name) for name in columns)
    return (
        Blank("where", _("Only rows where this column"), "choice", typed.words["where"], options),
        Blank("values", _("holds one of these, a line each"), "lines", typed.words["values"]),
    )
