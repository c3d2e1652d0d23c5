"""A revision of the story as it was written, and what differs between two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.revisions import revision_picture, since_picture
from commonstacks.doors.web.site import reader_of
from commonstacks.flows import comparing


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = comparing.revision(slug, number, reader_of(request))
    facts = {"shown": shown, "picture": revision_picture(shown)}
    return render(request, "story/revision.html", facts)


@require_safe
def since(request: HttpRequest, slug: str, number: int, before: int) -> HttpResponse:
    found = comparing.since(slug, number, before, reader_of(request))
    return render(request, "story/since.html", {"since": found, "picture": since_picture(found)})
