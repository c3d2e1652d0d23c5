"""What we hand out: the citation, the download with its context, the original bytes."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from commonstacks.doors.web.site import reader_of
from commonstacks.flows import exploration, exporting, handing_out, history, reading, wiring
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal

FRAME = (
    '<iframe src="{}" title="{}" width="100%" height="720" loading="lazy"'
    ' style="border: 0"></iframe>'
)


def published(request: HttpRequest, slug: str, number: int) -> Lent:
    """Nothing leaves the library without a published story, not even for those who write it."""
    token, table = request.GET.get("view", ""), request.GET.get("table", "")
    if token:
        lent = exploration.lend_view(slug, reader_of(request), number, token)
    else:
        lent = reading.lend(slug, reader_of(request), number, table=table)
    if not lent.published:
        raise Refusal("This is not published yet.", "Its context has to be published first.")
    return lent


@require_safe
def cite(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    lent = published(request, slug, number)
    token = request.GET.get("view", "")
    frame = frame_address(lent, token)
    facts = {
        "lent": lent,
        "token": token,
        "citation": handing_out.citation(lent, token),
        "frame": frame,
        "snippet": format_html(FRAME, frame, lent.title),
    }
    return render(request, "dataset/cite.html", facts)


def frame_address(lent: Lent, token: str) -> str:
    """Where the charts stand alone, for the pages of others."""
    path = (
        reverse("embed-view", args=[lent.slug, lent.version.number, token])
        if token
        else reverse("embed", args=[lent.slug, lent.version.number])
    )
    return f"{wiring.library_address()}{path}"


@require_safe
def download(
    request: HttpRequest, slug: str, number: int, form: str
) -> StreamingHttpResponse | HttpResponse:
    """Data and context as a ZIP, or what describes both as other programs want it."""
    lent = published(request, slug, number)
    if form in {each.name for each in exporting.listed()}:
        made = exporting.export(lent, form)
        return HttpResponse(made.text, content_type=made.media_type)
    return streamed(handing_out.download(lent, form))


def streamed(handout: handing_out.Handout) -> StreamingHttpResponse:
    response = StreamingHttpResponse(handout.chunks, content_type=handout.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{handout.name}"'
    return response


@require_safe
def changed(request: HttpRequest, slug: str, number: int, form: str) -> StreamingHttpResponse:
    """Every row that changed from the version compared with to this one."""
    lent = published(request, slug, number)
    what = history.change_of(lent, number, request.GET.get("table", ""))
    older = reading.lend(slug, reader_of(request), what.before, table=what.shown.before)
    return streamed(handing_out.changed(lent, older, what, form))


@require_safe
def original(request: HttpRequest, slug: str, number: int, name: str) -> FileResponse:
    lent = published(request, slug, number)
    if name not in {file.name for file in lent.version.files}:
        raise NotHeld("Version {number} has no such file.", "See its list of files.", number=number)
    with handing_out.original(lent, name) as path:
        opened = path.open("rb")
    return FileResponse(
        opened, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
