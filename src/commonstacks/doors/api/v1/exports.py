"""The forms in which other programs can have a dataset version."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from django.http import HttpRequest
from ninja import Path, Router, Schema

from commonstacks.doors.api import schemas, shapes
from commonstacks.flows import exporting, reading, wiring

router = Router(tags=["versions"])

Number = Annotated[int, Path(ge=1, le=1_000_000)]


class Export(Schema):
    name: str
    title: str
    media_type: str
    address: str


class Exports(Schema):
    """Each export carries the whole context; here it stands in short."""

    dataset: str
    version: int
    exports: list[Export]
    context: schemas.InShort


@router.get("/datasets/{slug:slug}/v/{number}/exports", response=Exports, url_name="exports")
def exports(request: HttpRequest, slug: str, number: Number) -> Exports:
    """DCAT-AP, DCAT-US, schema.org, Croissant, Data Package, DataCite, PROV and datasheets."""
    lent = reading.published(slug, number)
    page = f"{wiring.library_address()}/datasets/{lent.slug}/v/{lent.version.number}"
    return Exports(
        dataset=lent.slug,
        version=lent.version.number,
        exports=[
            Export(
                name=each.name,
                title=each.title,
                media_type=each.media_type,
                address=f"{page}/download/{quote(each.name)}",
            )
            for each in exporting.listed()
        ],
        context=shapes.in_short(lent),
    )
