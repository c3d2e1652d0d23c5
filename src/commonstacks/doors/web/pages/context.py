"""The editor: the desk with all questions, the page of one question, and all on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.doors.web.inputs.answers import (
    Typed,
    given,
    typed_from,
    typed_of,
    voices_of,
)
from commonstacks.doors.web.inputs.begun import as_sent, words_of
from commonstacks.doors.web.inputs.drafts import typed_of_draft
from commonstacks.doors.web.inputs.everything import everything_sections
from commonstacks.doors.web.inputs.meanwhile import meanwhile
from commonstacks.doors.web.inputs.sheets import sheet
from commonstacks.doors.web.pages.later import put_by, told_later
from commonstacks.doors.web.pictures.beside import beside
from commonstacks.doors.web.pictures.desk import desk_line, desk_sections
from commonstacks.doors.web.pictures.drafts import draft_pictures
from commonstacks.doors.web.pictures.examples import example_picture
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.pictures.progress import progress
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering, drafting, keeping_drafts, suggesting
from commonstacks.flows.answering import Desk, QuestionLine
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account

EVERYTHING = "all"  # instead of a question: all of them on one page


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    by = signed_in(request)
    found = answering.desk(slug, by)
    facts = {
        "desk": found,
        "sections": desk_sections(found),
        "progress": progress(found),
        "begun": marked(keeping_drafts.begun_at(slug, by)),
    }
    return render(request, "context/desk.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    by = signed_in(request)
    found = answering.desk(slug, by)
    if asked == EVERYTHING:
        return everything(request, found, by)
    line = line_of(found, asked)
    if request.method == "POST":
        return written(request, found, line, by)
    return show(request, found, line, start(request, slug, line, by))


def everything(request: HttpRequest, found: Desk, by: Account) -> HttpResponse:
    """Every question with its own form, folded by section."""
    begun = keeping_drafts.begun_at(found.slug, by)
    own = {line.question.id: begun_or_said(line, begun) for line in found.lines}
    facts = {
        "desk": found,
        "sections": everything_sections(found, own),
        "progress": progress(found),
        "asked_before": keeping_drafts.last_asked(found.slug, by),
        "today": clock.now().date(),
        "begun": marked(begun),
    }
    return render(request, "context/everything.html", facts)


def begun_or_said(line: QuestionLine, begun: Mapping[str, Mapping[str, list[str]]]) -> Typed:
    if line.question.id in begun:
        return typed_from(line.question, as_sent(begun[line.question.id]))
    return typed_of(line.question, spoken(line))


def marked(begun: Iterable[str]) -> frozenset[str]:
    """The questions to mark in a list; a gap that was begun marks its question."""
    return frozenset(each.removeprefix(keeping_drafts.GAP) for each in begun)


def written(request: HttpRequest, found: Desk, line: QuestionLine, by: Account) -> HttpResponse:
    """Which button was pressed: another line, keep for later, throw away, or say it."""
    slug, asked = found.slug, line.question.id
    if "discard" in request.POST:
        keeping_drafts.throw_away(slug, asked, by=by)
        messages.success(request, _("Thrown away. Nobody else has seen it."))
        return redirect("question", slug, asked)
    if "later" in request.POST:
        keeping_drafts.keep(slug, asked, words_of(request.POST), by=by)
        return told_later(request, reverse("question", args=[slug, asked]))
    typed = typed_from(line.question, request.POST)
    if "more" in request.POST:
        return show(request, found, line, typed, more=1)
    return say(request, found, line, typed, by)


def start(request: HttpRequest, slug: str, line: QuestionLine, by: Account) -> Typed:
    """What the blanks hold at first: a suggestion that somebody copies, what this person has
    begun, or what is said now."""
    copied = request.GET.get("draft", "")
    if copied:
        return typed_of_draft(line.question, drafting.draft(slug, copied, by))
    begun = keeping_drafts.begun(slug, line.question.id, by)
    if begun:
        return typed_from(line.question, as_sent(begun.words))
    return typed_of(line.question, spoken(line))


def say(
    request: HttpRequest, found: Desk, line: QuestionLine, typed: Typed, by: Account
) -> HttpResponse:
    slug, asked = found.slug, line.question.id
    try:
        answering.answer(slug, asked, given(line.question, typed), by=by)
    except Refusal as refusal:
        put_by(slug, asked, request, by)
        fresh = answering.desk(slug, by)
        return show(request, fresh, line_of(fresh, asked), typed, refusal=refusal)
    keeping_drafts.throw_away(slug, asked, by=by)
    messages.success(request, _("Your answer is kept."))
    return go_on(request, slug, asked, by)


def go_on(request: HttpRequest, slug: str, asked: str, by: Account) -> HttpResponse:
    """To the next open question or, where none is open, to the next; else to where all stand."""
    if "next" in request.POST:
        found = progress(answering.desk(slug, by), asked)
        after = found.next or found.following
        if after:
            return redirect("question", slug, after)
    if request.POST.get("back") == EVERYTHING:
        return redirect(f"{reverse('question', args=[slug, EVERYTHING])}#at-{asked}")
    return redirect("context", slug)


def spoken(line: QuestionLine) -> Any:
    """The answer the page starts from: that of the first voice one may speak in."""
    said = {answer.voice: answer for answer in reversed(line.said)}
    voices = voices_of(line.question)
    return next((said[voice] for voice in voices if voice in said), None)


def line_of(desk: Desk, asked: str) -> QuestionLine:
    found = next((line for line in desk.lines if line.question.id == asked), None)
    if found is None:
        raise NotHeld(
            "The form has no question “{question}”.",
            "See the list of questions.",
            question=asked[:20],
        )
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
    form, asked, by = desk.form, line.question, signed_in(request)
    blanks = sheet(desk, line, typed, more=more)
    begun = keeping_drafts.begun(desk.slug, asked.id, by)
    facts = {
        "desk": desk,
        "line": desk_line(desk, line, gap_pictures(form, desk.gaps)),
        "asked": asked,
        "sheet": blanks,
        "begun": begun if request.method != "POST" and "draft" not in request.GET else None,
        "gap_begun": asked.type == "gaps"
        and keeping_drafts.begun(desk.slug, keeping_drafts.GAP + asked.id, by),
        "meanwhile": meanwhile(desk, line, blanks) if begun or refusal else None,
        "asked_before": keeping_drafts.last_asked(desk.slug, by),
        "today": clock.now().date(),
        "progress": progress(desk, asked.id),
        "example": example_picture(form, asked, but=desk.slug),
        "beside": beside(desk, by),
        "suggested": suggesting.suggestions(desk.slug, by).at(asked.id)
        if asked.type == "gaps"
        else None,
        "drafts": draft_pictures(form, drafting.at(desk.slug, asked.id, by)),
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
