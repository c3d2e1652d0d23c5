"""Somebody without an account answers exactly one question, and takes it back later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.answers import Typed, given, rows_of_blanks, typed_from, typed_of
from commonstacks.doors.web.inputs.blanks import options_from
from commonstacks.doors.web.inputs.voiced import voiced
from commonstacks.doors.web.pictures.words import language
from commonstacks.doors.web.refusals import status_of
from commonstacks.flows import inviting
from commonstacks.flows.inviting import LinkPage
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.workshop.forms.form import Question

SPOKEN = ("unknown", "not_recorded", "declined")  # what somebody says of themselves


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    page = inviting.link_page(token, "question")
    asked = question_of(page)
    typed, refusal, more = typed_of(asked, None), None, "more" in request.POST
    if request.method == "POST":
        typed = typed_from(asked, request.POST)
    if request.method == "POST" and not more:
        try:
            say(request, token, asked, typed)
        except (NotAllowed, NotHeld):
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            return redirect("invited", token)
    rows = rows_of_blanks(asked, typed, (), more=int(more))
    facts = {
        "page": page,
        "ask": asked.ask.say(language()),
        "gaps": asked.type == "gaps",
        "rows": rows,
        "lines": max(1, len(rows)),
        "repeats": asked.repeats,
        "absences": options_from(page.form.vocabulary("absences"), SPOKEN),
        "typed": typed,
        "post": request.POST,
        "refusal": refusal,
    }
    return render(request, "invited/invited.html", facts, status=status_of(refusal))


def question_of(page: LinkPage) -> Question:
    if page.question is None:
        raise NotHeld("This link names no question.", "Ask who gave it to you.")
    return page.question


def say(request: HttpRequest, token: str, asked: Question, typed: Typed) -> None:
    if "back" in request.POST:
        inviting.withdraw(token, request.POST.get("reason", ""))
        return
    if asked.type == "gaps" and request.POST.get("text", "").strip():
        inviting.answer_with_gap(token, request.POST["text"], voiced(request.POST))
        return
    inviting.answer(token, given(asked, typed), voiced(request.POST))
