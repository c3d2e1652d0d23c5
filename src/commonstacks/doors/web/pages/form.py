"""The form: what every dataset is asked, each release of it, and the library's own questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonstacks.doors.web.inputs.own_questions import own_blanks, own_question
from commonstacks.doors.web.pictures.form import list_pictures, own_pictures, section_pictures
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import governed, governing, wiring
from commonstacks.kit.errors import Refusal
from commonstacks.library.governing import rules


@require_safe
def form(request: HttpRequest, release: int | None = None) -> HttpResponse:
    page = governed.form_page(release)
    facts = {
        "page": page,
        "form": page.form,
        "sections": section_pictures(page.form),
        "lists": list_pictures(page.form),
        "needed": sum(each.gate == "always" for each in page.form.asked),
        "needed_people": sum(each.gate == "people" for each in page.form.asked),
    }
    return render(request, "form/form.html", facts)


@require_safe
def document(request: HttpRequest, release: int) -> JsonResponse:
    """The release as data. Its digest is of this document in canonical JSON (RFC 8785)."""
    found = governed.document(release)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'inline; filename="context-form-{release}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            keep(request)
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("own-questions")
    facts: dict[str, Any] = {
        "questions": own_pictures(wiring.form()),
        "may_add": rules.may_add_own(reader_of(request)),
        "blanks": own_blanks(wiring.form(), typed(request.POST) if refusal else {}),
        "refusal": refusal,
    }
    return render(request, "form/own.html", facts, status=status_of(refusal))


def keep(request: HttpRequest) -> None:
    by = signed_in(request)
    if request.POST.get("retire"):
        governing.retire_own_question(request.POST["retire"], by=by)
        messages.success(request, _("It is no longer asked. What was said to it stays."))
        return
    governing.add_own_question(own_question(typed(request.POST), wiring.form()), by=by)
    messages.success(request, _("The question is asked from now on."))


def typed(post: QueryDict) -> dict[str, str]:
    return {name: post.get(name, "").strip() for name in post}
