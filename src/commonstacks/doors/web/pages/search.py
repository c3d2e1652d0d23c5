"""Find by words and by place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonstacks.doors.web.inputs.search import PAGE, Asked, address, asked, chips
from commonstacks.doors.web.pictures.found import found_pictures
from commonstacks.flows import finding, shelving
from commonstacks.flows.finding import Results

PLACES = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    wanted = asked(request.GET)
    results = finding.search(wanted.words, wanted.place, offset=wanted.offset, limit=PAGE)
    last = wanted.offset + len(results.hits)
    place = results.place.name if results.place else results.place_asked
    facts = {
        "results": results,
        "hits": found_pictures(results.hits),
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
        "instead": instead(wanted, results),
        "places": () if results.total else shelving.top_places(limit=PLACES),
    }
    return render(request, "search/search.html", facts)


def instead(wanted: Asked, results: Results) -> list[tuple[str, str]]:
    """What may find more where this found nothing: the words alone, the place, what contains it."""
    if results.total or results.candidates or not (wanted.words or wanted.place):
        return []
    found = []
    if wanted.words and wanted.place:
        anywhere = _("Search for “%(words)s” in every place") % {"words": wanted.words}
        found.append((anywhere, address(wanted.words, "")))
    if results.place is None:
        return found
    around = [(results.place.id, results.place.name)] if wanted.words else []
    for key, name in [*around, *results.place.inside[:2]]:
        found.append((_("See all about %(place)s") % {"place": name}, address("", key)))
    return found
