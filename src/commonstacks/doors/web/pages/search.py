"""Find by words and by place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.inputs.search import PAGE, address, asked, chips
from commonstacks.flows import finding


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    wanted = asked(request.GET)
    results = finding.search(wanted.words, wanted.place, offset=wanted.offset, limit=PAGE)
    last = wanted.offset + len(results.hits)
    place = results.place.name if results.place else results.place_asked
    facts = {
        "results": results,
        "asked": wanted,
        "chips": chips(results.words, wanted.place or results.place_asked, place),
        "first": wanted.offset + 1,
        "last": last,
        "earlier": address(wanted.words, wanted.place, first=wanted.offset + 1 - PAGE)
        if wanted.offset
        else "",
        "later": address(wanted.words, wanted.place, first=last + 1)
        if last < results.total
        else "",
        "choices": [(each, address(results.words, each.id)) for each in results.candidates],
    }
    return render(request, "search/search.html", facts)
