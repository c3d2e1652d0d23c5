"""From how many rows on groups of a dataset are shown: a steward decides it here, with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import reading, small_groups
from commonstacks.kit.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    by, refusal = signed_in(request), None
    lent = reading.lend(slug, reader_of(request))
    small_groups.need_right(lent, by)
    written = {"threshold": str(lent.policy.threshold), "reason": lent.groups.reason}
    if request.method == "POST":
        written = {name: request.POST.get(name, "")[:2000] for name in written}
        try:
            small_groups.decide(slug, number_in(written["threshold"]), written["reason"], by=by)
            return redirect("dataset", lent.slug)
        except Refusal as wrong:
            refusal = wrong
    facts = {"lent": lent, "written": written, "refusal": refusal}
    return render(request, "dataset/groups.html", facts, status=status_of(refusal))


def number_in(text: str) -> int:
    """0, which is refused, where it is no number."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0
