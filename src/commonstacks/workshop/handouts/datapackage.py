"""Data Package v2 (datapackage.org), with the context under ``commonstacks:context``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from commonstacks.workshop.handouts.formulas import harmless
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Licence, Story, context_facts

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: Final = {
    "integer": "integer",
    "decimal": "number",
    "money": "number",
    "percentage": "number",
    "longitude": "number",
    "latitude": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """The table as it lies beside the descriptor. ``path`` is relative to it.

    ``typed``: cells are written in the standard's own way (ISO dates, decimal point, true and
    false). Otherwise they are as published, and every field is declared as text.
    """

    path: str
    format: str
    media_type: str
    typed: bool


def descriptor(story: Story, resource: Resource) -> dict[str, object]:
    """The descriptor of a package with this one table, as JSON values.

    ``licenses`` is left out where none is stated: an empty claim would be a false one.
    """
    made: dict[str, object] = {
        "$schema": PROFILE,
        "name": story.slug,
        "title": story.title,
        "version": str(story.version),
        "homepage": story.landing_address,
        "sources": [{"title": story.publisher, "path": story.address}],
        "resources": [_resource(story, resource)],
        CONTEXT_KEY: context_facts(story),
    }
    if story.lead:
        made["description"] = story.lead
    if story.credits:
        made["contributors"] = [
            {"title": each.name, "roles": [each.role]} for each in story.credits
        ]
    if _licence(story.licence):
        made["licenses"] = [_licence(story.licence)]
    return made


def as_json(story: Story, resource: Resource) -> bytes:
    """``datapackage.json``: UTF-8, indented, keys in the order of the standard's page."""
    made = json.dumps(descriptor(story, resource), ensure_ascii=False, indent=2)
    return f"{made}\n".encode()


def _resource(story: Story, resource: Resource) -> dict[str, object]:
    csv = resource.format == "csv"
    made: dict[str, object] = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", resource.path.rpartition("/")[2].lower()),
        "type": "table",
        "path": resource.path,
        "format": resource.format,
        "mediatype": resource.media_type,
        "schema": {
            "fields": [
                {
                    "name": harmless(column.name) if csv else column.name,
                    "type": TYPES.get(column.kind, "string") if resource.typed else "string",
                    "commonstacks:kind": column.kind,
                }
                for column in story.columns
            ],
            "missingValues": [""],
        },
    }
    if csv:
        made["encoding"] = "utf-8"
    return made


def _licence(licence: Licence) -> dict[str, str]:
    named = "" if "/" in licence.id else licence.id
    path = licence.url or (licence.id if "/" in licence.id else "")
    return {key: value for key, value in (("name", named), ("path", path)) if value}
