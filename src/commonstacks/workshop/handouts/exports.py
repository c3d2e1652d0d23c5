"""Every form in which one dataset version is told to other programs, by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from commonstacks.workshop.handouts import (
    croissant,
    datacite,
    datapackage,
    datasheet,
    datasheet_page,
    dcat_ap,
    dcat_us,
    prov,
    schema_org,
)
from commonstacks.workshop.handouts.story import Story
from commonstacks.workshop.handouts.turtle import turtle

JSON_LD: Final = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Export:
    """``name`` is the last part of its address, ``title`` what people call it, ``make`` its text.

    Each ``make`` is pure: the same story, the same text. All carry the whole context.
    """

    name: str
    title: str
    media_type: str
    make: Callable[[Story], str]


def _json(make: Callable[[Story], object]) -> Callable[[Story], str]:
    return lambda story: f"{json.dumps(make(story), ensure_ascii=False, indent=2)}\n"


EXPORTS: Final = (
    Export("dcat-ap.jsonld", "DCAT-AP 3", JSON_LD, _json(dcat_ap.dataset)),
    Export(
        "dcat-ap.ttl", "DCAT-AP 3 as Turtle", "text/turtle", lambda s: turtle(dcat_ap.dataset(s))
    ),
    Export("dcat-us.jsonld", "DCAT-US 3", JSON_LD, _json(dcat_us.dataset)),
    Export(
        "dcat-us.ttl", "DCAT-US 3 as Turtle", "text/turtle", lambda s: turtle(dcat_us.dataset(s))
    ),
    Export("schema-org.jsonld", "schema.org", JSON_LD, _json(schema_org.dataset)),
    Export("croissant.json", "Croissant", croissant.MEDIA_TYPE, _json(croissant.dataset)),
    Export("datapackage.json", "Data Package", "application/json", _json(datapackage.of_files)),
    Export("datacite.json", "DataCite", datacite.MEDIA_TYPE, _json(datacite.entry)),
    Export("prov.jsonld", "PROV", JSON_LD, _json(prov.provenance)),
    Export("datasheet.html", "Datasheet", "text/html", datasheet_page.page),
    Export("datasheet.md", "Datasheet as Markdown", "text/markdown", datasheet.markdown),
)


def called(name: str) -> Export | None:
    """The export of this name, or none."""
    return next((each for each in EXPORTS if each.name == name), None)
