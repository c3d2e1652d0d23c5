"""Places: the world with what is lent about it, and everything about one place."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonstacks.doors.web.inputs.rows import first_row
from commonstacks.doors.web.pictures.place import KINDS, groups, place_picture
from commonstacks.flows import around
from commonstacks.kit.errors import NotHeld, phrase

LONGEST = 200


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The world; or with ``q`` the place of that name, or a choice of places."""
    asked = " ".join(request.GET.get("q", "")[:LONGEST].split())
    called = around.called(asked) if asked else around.Called("")
    if called.place:
        return redirect("place", called.place)
    continents = around.continents()
    facts = {
        "asked": asked,
        "choices": [(pk, KINDS.get(kind, kind), name, up) for pk, kind, name, up in called.choices],
        "nearly": called.nearly,
        "continents": continents,
        "empty": [one for one in continents if not one.datasets],
    }
    return render(request, "place/places.html", facts)


@require_safe
def place(request: HttpRequest, place_id: str) -> HttpResponse:
    if ":" not in place_id:
        return by_name(place_id)
    first = first_row(request.GET)
    found = around.around(place_id, offset=first - 1)
    last = first - 1 + len(found.datasets)
    here = reverse("place", args=[place_id])
    facts = {
        "found": found,
        "place": place_picture(found.known),
        "groups": groups(found.datasets, found.known.name),
        "first": first,
        "last": last,
        "earlier": f"{here}?from={max(1, first - around.PAGE)}" if first > 1 else "",
        "later": f"{here}?from={last + 1}" if last < found.total else "",
    }
    return render(request, "place/place.html", facts)


def by_name(written: str) -> HttpResponse:
    """An address that people can remember: /places/cologne leads to the place."""
    called = around.called(written.replace("-", " "))
    if called.place:
        return redirect("place", called.place)
    if not called.choices:
        raise NotHeld(
            "This library knows no place called “{name}”.",
            phrase("Did you mean {nearly}?")
            if called.nearly
            else phrase("Search for the place by its name."),
            name=written[:80],
            nearly=", ".join(called.nearly),
        )
    return redirect(f"{reverse('places')}?{urlencode({'q': written})}")
