"""Where the page's script says that nobody waits for an answer any more; plain pages never do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonstacks.flows import leaving
from commonstacks.flows.leaving import Left
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal

HEADER: Final = "Asking"
LONGEST: Final = leaving.MOST_AT_ONCE * 33  # bytes: a name and what parts it from the next
WATCH: Final = "commonstacks.left"

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@csrf_exempt  # a beacon carries no token; a name that nobody can guess is its own key
@require_POST
def left(request: HttpRequest) -> HttpResponse:
    """The names of questions with a space between them."""
    try:
        leaving.tell(request.read(LONGEST).decode("ascii").split(" "), clock.now())
    except ValueError:
        return HttpResponseBadRequest()
    return HttpResponse(status=204)


def left_of(request: HttpRequest) -> Left:
    """Did the reader of this question leave? Never where it has no name."""
    name = request.headers.get(HEADER, "")
    found: Left = request.META.setdefault(WATCH, leaving.watch(name))
    return found


def while_here(page: Page[P]) -> Page[P]:
    """Answers nothing where the reader left: what was counted until then is neither an answer nor
    an error, and is kept by nobody."""

    @wraps(page)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            answer = page(request, *args, **kwargs)
        except Refusal:
            if left_of(request)():
                return nothing()
            raise
        return nothing() if left_of(request)() else answer

    return answered


def nothing() -> HttpResponse:
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
