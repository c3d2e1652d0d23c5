"""What a library says, without its clock: two libraries that say the same are the same.

Run as: python -m tests.journeys.dump HOME. Prints one JSON object.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from typing import Any

ROWS = {
    "catalog.Source": ("address", "kind"),
    "catalog.Dataset": (
        "slug",
        "title",
        "remote_key",
        "publisher",
        "address",
        "licence",
        "reading",
        "areas",
    ),
    "catalog.Version": (
        "dataset__slug",
        "number",
        "address",
        "unreadable",
        "label",
        "published_on",
    ),
    "catalog.File": (
        "version__dataset__slug",
        "version__number",
        "name",
        "size",
        "sha512",
        "position",
    ),
    "catalog.Table": (
        "version__dataset__slug",
        "version__number",
        "digest",
        "rows",
        "profile",
        "placed",
        "name",
        "position",
    ),
    "catalog.Column": ("table__digest", "table__version__number", "position", "name", "kind"),
    "catalog.Change": ("version__dataset__slug", "version__number", "kind", "summary"),
    "catalog.Hold": ("kind", "reason"),
    "context.Context": ("dataset__slug", "state", "form"),
    "context.Statement": (
        "dataset__slug",
        "question",
        "voice",
        "answer",
        "absence",
        "note",
        "asked_of",
        "state",
        "evidence",
    ),
    "context.Gap": ("dataset__slug", "question", "kind", "facts", "voice", "state"),
    "context.Review": ("dataset__slug", "reply", "reply_why", "outcome"),
    "context.Key": ("review__dataset__slug", "agent__name"),
    "context.Revision": ("dataset__slug", "number", "version__number", "form"),
    "context.Publication": ("dataset__slug", "revision__number", "paused"),
    "context.StaleMark": ("dataset__slug", "question", "level", "because", "version__number"),
    "credit.Contribution": ("part", "agent__name", "role", "what", "state", "consent"),
    "governing.FormRelease": ("number", "document", "digest", "weight", "review_on"),
    "governing.Proposal": ("number", "title", "operations", "state", "proposed_by__name"),
    "governing.Position": ("round__proposal__number", "round__number", "agent__name", "harm"),
    "governing.OwnQuestion": ("name", "document", "number"),
    "discovery.Footprint": ("dataset__slug", "place_id", "how", "evidence"),
    "places.Place": ("id", "kind", "name", "source"),
    "people.Agent": ("kind", "name"),
    "people.Account": ("email", "agent__name"),
    "people.Role": ("account__email", "name"),
}
REVIEW = re.compile(r"review [0-9a-f-]{36}")


def dump(home: str, *, shown: bool = True) -> dict[str, Any]:
    """What the tables hold and what is found; with ``shown`` the pages too."""
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from django.apps import apps

    from commonstacks.flows import finding, reading

    said: dict[str, Any] = {
        name: sorted(
            REVIEW.sub("review", json.dumps(row, sort_keys=True, default=str))
            for row in standing(apps.get_model(name).objects.all()).values_list(*fields)
        )
        for name, fields in ROWS.items()
    }
    said["found"] = sorted(hit.slug for hit in finding.search("").hits)
    said["shelf"] = [card.slug for card in reading.shelf()]
    said["waiting"] = [stub.slug for stub in reading.waiting()]
    return said | {"pages": pages(said["shelf"]) if shown else {}}


def standing(rows: Any) -> Any:
    """A mark that was cleared says nothing any more; shipped places are the same everywhere."""
    if rows.model.__name__ == "Place":
        return rows.exclude(source="geonames")
    return rows.filter(cleared_at=None) if rows.model.__name__ == "StaleMark" else rows


def pages(slugs: list[str]) -> dict[str, str]:
    """The very bytes the public reads."""
    from django.test import Client

    from commonstacks.flows import exploration, reading

    reader, shown = Client(), {}
    for slug in slugs:
        lent = reading.lend(slug, None)
        view = exploration.token_of_form(lent, first_value(lent))
        for address in (
            f"/datasets/{slug}",
            f"/datasets/{slug}/v/1",
            f"/datasets/{slug}/v/{lent.version.number}/view/{view}",
            f"/datasets/{slug}/v/1/rows",
            f"/api/v1/datasets/{slug}",
            f"/api/v1/datasets/{slug}/context",
        ):
            answer = reader.get(address)
            assert answer.status_code == 200, address
            shown[address] = hashlib.sha256(answer.content).hexdigest()
    return shown


def first_value(lent: Any) -> dict[str, list[str]]:
    """The plain form, with the first value of the first chart that has values."""
    from commonstacks.flows import exploration

    cube = exploration.cube_of(lent)
    assert cube is not None
    named = [place for place, axis in enumerate(cube.axes) if hasattr(axis, "values")]
    return {f"c{named[0]}": ["1"]} if named else {}


if __name__ == "__main__":
    print(json.dumps(dump(sys.argv[1])))
