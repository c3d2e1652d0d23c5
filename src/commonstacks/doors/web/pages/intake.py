"""Ask for a file to be taken in, and follow the work."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.doors.web.pictures.jobs import job_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import intake
from commonstacks.kit.errors import Refusal

SECONDS = 3  # between two looks at work that goes on


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    if request.method != "POST":
        return render(request, "intake/add.html")
    address = request.POST.get("address", "")
    try:
        line = intake.add_from_web(address, by=by)
    except Refusal as refusal:
        facts = {"refusal": refusal, "address": address}
        return render(request, "intake/add.html", facts, status=status_of(refusal))
    return redirect("job", line.id)


@never_cache
@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    picture = job_picture(intake.job(str(job_id), signed_in(request)))
    still = "still" in request.GET
    response = render(request, "intake/job.html", {"job": picture, "still": still})
    if picture.line.live and not still:
        response.headers["Refresh"] = str(SECONDS)
    return response


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    lines = intake.jobs(signed_in(request))
    return render(request, "intake/jobs.html", {"jobs": [job_picture(line) for line in lines]})


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    intake.cancel(str(job_id), by=signed_in(request))
    return redirect("job", job_id)
