"""What a program suggests at a question: copied into the blanks, or set aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonstacks.doors.web.pictures.drafts import draft_pictures
from commonstacks.doors.web.pictures.words import language
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering, drafting, importing


@require_safe
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    by = signed_in(request)
    desk, found = answering.desk(slug, by), drafting.drafts(slug, by)
    asked = [
        (question, draft_pictures(desk.form, mine))
        for question in desk.form.questions
        if (mine := [each for each in found if each.question == question.id])
    ]
    facts = {
        "desk": desk,
        "questions": [(each, each.ask.say(language()), drafts) for each, drafts in asked],
        "earlier": importing.left_over(slug, by=by),
    }
    return render(request, "imports/suggestions.html", facts)


@require_POST
def aside(request: HttpRequest, slug: str) -> HttpResponse:
    asked = drafting.set_aside(slug, request.POST.get("draft", ""), by=signed_in(request))
    messages.success(request, _("Set aside. It is not suggested again."))
    if "all" in request.POST:
        return redirect("drafts", slug)
    return redirect("question", slug, asked)
