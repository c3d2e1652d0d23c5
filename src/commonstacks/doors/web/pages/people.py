"""Who works here, for the stewards: invite, give roles, take them. And one person's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.doors.web.inputs.people import (
    contact_blanks,
    day_of,
    key_of,
    number_of,
    role_blanks,
)
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import accounts, claiming
from commonstacks.kit.errors import Refusal
from commonstacks.library.people import rules


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """POST invites; the link is told on this one answer and never again."""
    by, refusal, invited, typed = signed_in(request), None, None, request.POST
    if request.method == "POST":
        try:
            invited = accounts.invite(
                email=typed.get("email", ""),
                role=typed.get("role", ""),
                kind=typed.get("on-kind", ""),
                name=typed.get("on", ""),
                by=by,
            )
        except Refusal as wrong:
            refusal = wrong
    kept = typed if refusal else {}
    facts = {
        "everybody": accounts.everybody(by),
        "email": kept.get("email", ""),
        "blanks": role_blanks(
            kept.get("role", ""), kept.get("on-kind", "library"), kept.get("on", "")
        ),
        "invited": invited,
        "refusal": refusal,
    }
    return render(request, "people/people.html", facts, status=status_of(refusal))


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    accounts.withdraw_invitation(key_of(request.POST.get("invitation", "")), by=by)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("people")


@never_cache
@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    return show(request, key)


def show(
    request: HttpRequest, key: UUID, refusal: Refusal | None = None, link: str = ""
) -> HttpResponse:
    by = signed_in(request)
    facts = {
        "person": claiming.person(key, by),
        "may_give_roles": rules.may_give_roles(by),
        "role_blanks": role_blanks(),
        "contact_blanks": contact_blanks(),
        "link": link,
        "refusal": refusal,
    }
    return render(request, "people/person.html", facts, status=status_of(refusal))


@require_POST
def give(request: HttpRequest, key: UUID) -> HttpResponse:
    by, typed = signed_in(request), request.POST
    try:
        accounts.give(
            key,
            role=typed.get("role", ""),
            kind=typed.get("on-kind", ""),
            name=typed.get("on", ""),
            by=by,
        )
    except Refusal as refusal:
        return show(request, key, refusal)
    messages.success(request, _("The role is given."))
    return redirect("person", key)


@require_POST
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    by = signed_in(request)
    try:
        accounts.take(key, number_of(request.POST.get("id", "")), by=by)
    except Refusal as refusal:
        return show(request, key, refusal)
    messages.success(request, _("The role is taken."))
    return redirect("person", key)


@require_POST
def belong(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that somebody belongs to an organisation."""
    by, typed = signed_in(request), request.POST
    try:
        since = day_of(typed.get("since", ""))
        accounts.join(key, typed.get("organisation", ""), since, by=by)
    except Refusal as refusal:
        return show(request, key, refusal)
    messages.success(request, _("Written down."))
    return redirect("person", key)


@require_POST
def contacts(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a way to reach somebody, or forget one; also one's own."""
    by, typed = signed_in(request), request.POST
    if forgotten := typed.get("forget", ""):
        claiming.forget_contact(key, number_of(forgotten), by=by)
        messages.success(request, _("Forgotten."))
    else:
        kind, value = typed.get("contact-kind", ""), typed.get("contact", "")
        claiming.keep_contact(key, kind, value, by=by)
        messages.success(request, _("Kept. Only you and the stewards can read it."))
    return redirect("account") if key == by.agent_id else redirect("person", key)


@require_POST
def claim_link(request: HttpRequest, key: UUID) -> HttpResponse:
    """The link is told on this one answer and never again."""
    return show(request, key, link=claiming.link_for(key, by=signed_in(request)))
