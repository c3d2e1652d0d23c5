"""The proposals to change the form: everybody reads them; people speak, agree, object, release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazily
from django.views.decorators.http import require_POST, require_safe

from commonstacks.doors.web.inputs.change_blanks import KINDS
from commonstacks.doors.web.pictures.proposals import (
    STATES,
    WEIGHTS,
    next_step,
    sentences,
    touched_pictures,
)
from commonstacks.doors.web.pictures.words import Words, word
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import governed, governing
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.governing import rules
from commonstacks.library.people.models import Account

Act = Callable[[int, QueryDict, Account], object]


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    found = governed.proposal_lines(reader)
    facts = {
        "lines": [(line, word(STATES, line.state), word(WEIGHTS, line.weight)) for line in found],
        "may_propose": rules.may_propose(reader),
    }
    return render(request, "proposals/proposals.html", facts)


@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    return show(request, number)


def show(request: HttpRequest, number: int, refusal: Refusal | None = None) -> HttpResponse:
    page = governed.proposal_page(number, reader_of(request))
    facts = {
        "page": page,
        "state": word(STATES, page.line.state),
        "weight": word(WEIGHTS, page.line.weight) if page.line.weight else "",
        "next": next_step(page),
        "sentences": sentences(page),
        "touched": touched_pictures(page),
        "kinds": KINDS,
        "refusal": refusal,
        "typed": {name: request.POST.get(name, "") for name in request.POST},
    }
    template = "proposals/draft.html" if page.line.state == "draft" else "proposals/proposal.html"
    return render(request, template, facts, status=status_of(refusal))


@require_POST
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One button of a proposal's page. What is refused is shown where it was pressed."""
    if what not in ACTS:
        raise NotHeld("There is no such step.", "Go back to the proposal.")
    by = signed_in(request)
    step, done = ACTS[what]
    try:
        step(number, request.POST, by)
    except NotHeld:
        raise
    except Refusal as refusal:
        return show(request, number, refusal)
    messages.success(request, str(done))
    return redirect("proposal", number)


def said(post: QueryDict, name: str) -> str:
    return post.get(name, "").strip()


ACTS: Final[Mapping[str, tuple[Act, Words]]] = {
    "put-up": (
        lambda number, _post, by: governing.put_up(number, by=by),
        lazily("Everybody can read it now and speak about it."),
    ),
    "endorse": (
        lambda number, _post, by: governing.endorse(number, by=by),
        lazily("You stand behind it."),
    ),
    "remark": (
        lambda number, post, by: governing.remark(number, said(post, "text"), by=by),
        lazily("Your words are kept."),
    ),
    "ask": (
        lambda number, _post, by: governing.open_round(number, by=by),
        lazily("The circle is asked. It has ten days."),
    ),
    "position": (
        lambda number, post, by: governing.take_position(
            number, said(post, "stance"), said(post, "harm"), by=by
        ),
        lazily("Your position is kept. You can change it until the round is over."),
    ),
    "release": (
        lambda number, _post, by: governing.release(number, by=by),
        lazily("Released. Every dataset is asked by the new form from now on."),
    ),
    "withdraw": (
        lambda number, post, by: governing.withdraw(number, said(post, "reason"), by=by),
        lazily("Taken back."),
    ),
    "postpone": (
        lambda number, post, by: governing.postpone(number, said(post, "reason"), by=by),
        lazily("Put off."),
    ),
    "resume": (
        lambda number, _post, by: governing.resume(number, by=by),
        lazily("It is discussed again."),
    ),
    "reject": (
        lambda number, post, by: governing.reject(number, said(post, "reason"), by=by),
        lazily("Turned down, with your reason."),
    ),
}
