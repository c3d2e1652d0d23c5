"""Refusals become problem documents (RFC 9457), here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from commonstacks.doors.api import shapes
from commonstacks.flows.shown import Gone, Waiting
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal

# The first that fits. (kind of refusal, status, last part of the type, title)
KINDS: Final[tuple[tuple[type[Refusal], int, str, str], ...]] = (
    (Waiting, 403, "waiting", "Waiting for its context"),
    (Gone, 410, "gone", "No longer here"),
    (NotHeld, 404, "not-held", "Not in this library"),
    (NotAllowed, 403, "not-allowed", "Not allowed"),
    (Refusal, 409, "refused", "Not possible now"),
)


class Misasked(Refusal):
    """A parameter that is unknown, missing or of the wrong kind."""


def translate(api: NinjaAPI) -> None:
    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return problem_of(refusal)

    @api.exception_handler(ValidationError)
    def misasked(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem_of(Misasked(" ".join(map(said, error.errors)), HINT))

    @api.exception_handler(HttpError)
    def wrong(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http", "Not possible", str(error), HINT)


HINT: Final = "The description of this API is at /api/v1/openapi.json."


def problem_of(refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, Misasked):
        return problem(422, "misasked", "Not understood", refusal.reason, refusal.hint)
    status, name, title = next(kind[1:] for kind in KINDS if isinstance(refusal, kind[0]))
    more: dict[str, Any] = {}
    if isinstance(refusal, Waiting):
        more["stub"] = shapes.stub(refusal.stub).model_dump(mode="json")
    if isinstance(refusal, Gone):
        more["since"] = refusal.at.isoformat()
    return problem(status, name, title, refusal.reason, refusal.hint, **more)


def problem(
    status: int, name: str, title: str, detail: str, hint: str, **more: Any
) -> HttpResponse:
    facts = {
        "type": f"urn:commonstacks:problem:{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "hint": hint,
    }
    return JsonResponse(facts | more, status=status, content_type="application/problem+json")


def said(error: dict[str, Any]) -> str:
    return f"“{error['loc'][-1]}”: {error['msg']}."


def only_known_parameters(operation: Callable[..., Any]) -> Callable[..., Any]:
    """A parameter we do not know is a mistake to tell, not to swallow: it may be a filter."""

    @wraps(operation)
    def asked(request: HttpRequest, *arguments: Any, **parameters: Any) -> Any:
        route = request.resolver_match
        if route is None or route.url_name == "elsewhere":
            return operation(request, *arguments, **parameters)
        known = set(parameters) - set(route.kwargs)
        if strange := sorted(set(request.GET) - known):
            knows = f"It knows: {', '.join(sorted(known))}." if known else "It knows none."
            raise Misasked(
                "This address does not know {names}.",
                "{knows}",
                names=", ".join(strange),
                knows=knows,
            )
        return operation(request, *arguments, **parameters)

    return asked
