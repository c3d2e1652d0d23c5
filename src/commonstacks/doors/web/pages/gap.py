"""The page on which somebody says who or what is missing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.blanks import Blank, Option, options_from
from commonstacks.doors.web.inputs.evidence import evidence_blanks
from commonstacks.doors.web.inputs.gaps import TypedGap, gap_blanks, gap_facts, gap_like, typed_gap
from commonstacks.doors.web.pages.context import line_of
from commonstacks.doors.web.pictures.words import language
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering
from commonstacks.flows.answering import Desk
from commonstacks.kit.errors import NotHeld, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    by = signed_in(request)
    desk = answering.desk(slug, by)
    if line_of(desk, asked).question.type != "gaps":
        raise NotHeld(f"{asked} is not answered with gaps.", "See the list of questions.")
    if request.method != "POST":
        like = request.GET.get("like", "")
        start = next((line for line in desk.gaps if line.id == like), None)
        return show(request, desk, asked, gap_like(start))
    typed = typed_gap(request.POST)
    try:
        answering.add_gap(slug, gap_facts(asked, typed), by=by)
    except Refusal as refusal:
        return show(request, desk, asked, typed, refusal)
    messages.success(request, _("Your entry is kept."))
    return redirect("question", slug, asked)


def show(
    request: HttpRequest, desk: Desk, asked: str, typed: TypedGap, refusal: Refusal | None = None
) -> HttpResponse:
    form = desk.form
    columns = tuple(column.name for column in desk.profile.columns) if desk.profile else ()
    facts = {
        "desk": desk,
        "asked": line_of(desk, asked).question,
        "ask": line_of(desk, asked).question.ask.say(language()),
        "typed": typed,
        "columns": columns,
        "blanks": gap_blanks(form, asked, typed),
        "rows": where_blanks(typed, columns),
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
