"""A licence that is not clear: the page of the work on it, and the list for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonstacks.doors.web.pictures.licence import licence_in_words
from commonstacks.doors.web.pictures.licence_case import unclear_pictures
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import licensing, unclear
from commonstacks.kit.errors import Refusal
from commonstacks.library.context.actions.licences import Outcome
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.answers import check_date


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, slug: str) -> HttpResponse:
    by = signed_in(request)
    if request.method != "POST":
        return show(request, slug, by)
    try:
        step(slug, request.POST, by)
    except Refusal as refusal:
        return show(request, slug, by, refusal)
    messages.success(request, _("Written down."))
    return redirect("licence", slug)


def step(slug: str, post: QueryDict, by: Account) -> None:
    wanted = STEPS.get(post.get("step", ""))
    if wanted is None:
        raise Refusal("It is not said what to do.", "Press one of the buttons.")
    wanted(slug, post, by)


def write_letter(slug: str, post: QueryDict, by: Account) -> None:
    licensing.make_letter(slug, post.get("language", ""), by=by)


def reword(slug: str, post: QueryDict, by: Account) -> None:
    licensing.reword(slug, post.get("letter", ""), by=by)


def sent(slug: str, post: QueryDict, by: Account) -> None:
    licensing.sent(slug, on=day(post), to=post.get("sent_to", ""), by=by)


def answered(slug: str, post: QueryDict, by: Account) -> None:
    licensing.answered(slug, post.get("answer", ""), on=day(post), by=by)


def settle(slug: str, post: QueryDict, by: Account) -> None:
    outcome = Outcome(post.get("finding", ""), post.get("licence", ""))
    licensing.settle(slug, outcome, found_at=post.get("found_at", ""), by=by)


def look_again(slug: str, _post: QueryDict, by: Account) -> None:
    licensing.look_again(slug, by=by)


STEPS: Final[Mapping[str, Callable[[str, QueryDict, Account], None]]] = {
    "letter": write_letter,
    "reword": reword,
    "sent": sent,
    "answered": answered,
    "settle": settle,
    "again": look_again,
}


def day(post: QueryDict) -> date:
    return check_date("The day", post.get("day", "").strip())


def show(
    request: HttpRequest, slug: str, by: Account, refusal: Refusal | None = None
) -> HttpResponse:
    found = licensing.case(slug, by)
    facts = {
        "case": found,
        "picture": licence_in_words(found.finding, found.licence),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "licence/case.html", facts, status=status_of(refusal))


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = unclear.unclear(reader_of(request))
    facts = {"lines": unclear_pictures(found.published), "unclear": found}
    return render(request, "licence/licences.html", facts)
