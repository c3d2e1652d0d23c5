"""The editor: the desk with all questions, and the page of one question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.doors.web.inputs.answers import (
    Typed,
    given,
    rows_of_blanks,
    typed_from,
    typed_of,
    voices_of,
)
from commonstacks.doors.web.inputs.blanks import options_from
from commonstacks.doors.web.inputs.evidence import evidence_blanks
from commonstacks.doors.web.pictures.desk import desk_line, desk_sections
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering, suggesting
from commonstacks.flows.answering import Desk, QuestionLine
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    found = answering.desk(slug, signed_in(request))
    return render(request, "context/desk.html", {"desk": found, "sections": desk_sections(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    by = signed_in(request)
    found = answering.desk(slug, by)
    line = line_of(found, asked)
    if request.method != "POST":
        return show(request, found, line, typed_of(line.question, own(line)))
    typed = typed_from(line.question, request.POST)
    if "more" in request.POST:
        return show(request, found, line, typed, more=1)
    return say(request, slug, line, typed, by)


def say(
    request: HttpRequest, slug: str, line: QuestionLine, typed: Typed, by: Account
) -> HttpResponse:
    try:
        answering.answer(slug, line.question.id, given(line.question, typed), by=by)
    except Refusal as refusal:
        fresh = answering.desk(slug, by)
        now = line_of(fresh, line.question.id)
        return show(request, fresh, now, typed, refusal=refusal)
    messages.success(request, _("Your answer is kept."))
    return redirect("context", slug)


def own(line: QuestionLine) -> Any:
    """The answer the page starts from: that of the first voice one may speak in."""
    spoken = {answer.voice: answer for answer in reversed(line.said)}
    voices = voices_of(line.question)
    return next((spoken[voice] for voice in voices if voice in spoken), None)


def line_of(desk: Desk, asked: str) -> QuestionLine:
    found = next((line for line in desk.lines if line.question.id == asked), None)
    if found is None:
        raise NotHeld(f"The form has no question “{asked[:20]}”.", "See the list of questions.")
    return found


def show(
    request: HttpRequest,
    desk: Desk,
    line: QuestionLine,
    typed: Typed,
    *,
    refusal: Refusal | None = None,
    more: int = 0,
) -> HttpResponse:
    form, asked = desk.form, line.question
    columns = tuple(column.name for column in desk.profile.columns) if desk.profile else ()
    rows = rows_of_blanks(asked, typed, columns, more=more)
    evidence = evidence_blanks(form, typed.evidence)
    facts = {
        "desk": desk,
        "line": desk_line(desk, line, gap_pictures(form, desk.gaps)),
        "asked": asked,
        "typed": typed,
        "rows": rows,
        "lines": max(1, len(rows)),
        "absences": options_from(form.vocabulary("absences"), asked.absences),
        "voices": options_from(form.vocabulary("voices"), voices_of(asked)),
        "evidence": evidence,
        "seen": {answer.voice: answer.id for answer in reversed(line.said)},
        "suggested": suggesting.suggestions(desk.slug, signed_in(request)).at(asked.id)
        if asked.type == "gaps"
        else None,
        "refusal": refusal,
    }
    return render(request, "context/question.html", facts, status=status_of(refusal))


@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    kind, asked = request.POST.get("kind", ""), request.POST.get("question", "")
    if kind not in {"statement", "gap"}:
        raise NotHeld("This was not found.", "Go back to the questions.")
    reason = request.POST.get("reason", "").strip()
    answering.withdraw(slug, kind, request.POST.get("id", ""), reason=reason, by=signed_in(request))
    messages.success(request, _("Taken back. That something stood here stays visible."))
    return redirect("question", slug, asked) if asked else redirect("context", slug)
