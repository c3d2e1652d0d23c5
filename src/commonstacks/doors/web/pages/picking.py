"""A click on a name or on an area of a map, without script: it leads to another view."""

from __future__ import annotations

from django.http import HttpRequest

from commonstacks.doors.web.pictures.explore import address
from commonstacks.doors.web.site import turn_of
from commonstacks.flows import exploring
from commonstacks.flows.shown import Lent


def picked(request: HttpRequest, lent: Lent, token: str, base: str) -> str:
    """Where a click on a name or on an area of a map leads."""
    pick = request.GET["pick"]
    spec = exploring.spec_of(lent, token)
    spec = exploring.picked(lent, spec, pick, reader=turn_of(request))
    return f"{address(base, spec)}#explore-{pick.partition('.')[0]}"
