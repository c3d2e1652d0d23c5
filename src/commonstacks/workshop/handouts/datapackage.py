"""Data Package v2 (datapackage.org), with the context under ``commonstacks:context``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import Node, filled, iri
from commonstacks.workshop.handouts.story import (
    CONTEXT_KEY,
    HeldFile,
    Licence,
    Story,
    context_facts,
)
from commonstacks.workshop.tables.harmless import harmless

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
    return _package(story, [_resource(story, resource)])


def of_files(story: Story) -> dict[str, object]:
    """The descriptor of the files as they came, each by its address, with size and digest.

    Refuses a story without files that may be had: the standard wants at least one.
    """
    lent = [file for file in story.files if file.address]
    if not lent:
        raise Refusal("There are no files to describe.", "Take the context alone.")
    return _package(story, [_file(number, file) for number, file in enumerate(lent, start=1)])


def _package(story: Story, resources: list[Node]) -> Node:
    """The descriptor about these resources, with the whole context."""
    return filled(
        {
            "$schema": PROFILE,
            "name": story.slug,
            "id": story.landing_address,
            "title": story.title,
            "description": told.described(story),
            "version": str(story.version),
            "created": story.taken_at.isoformat() if story.taken_at else "",
            "homepage": story.landing_address,
            "sources": [filled({"title": story.publisher, "path": iri(story.address)})],
            "contributors": [{"title": each.name, "roles": [each.role]} for each in story.credits],
            "licenses": [_licence(story.licence)] if _licence(story.licence) else [],
            "resources": resources,
            CONTEXT_KEY: context_facts(story),
        }
    )


def as_json(story: Story, resource: Resource) -> bytes:
    """``datapackage.json``: UTF-8, indented, keys in the order of the standard's page."""
    made = json.dumps(descriptor(story, resource), ensure_ascii=False, indent=2)
    return f"{made}\n".encode()


def _file(number: int, file: HeldFile) -> Node:
    return filled(
        {
            "name": f"{number}-{re.sub(r'[^a-z0-9._-]+', '-', file.name.lower())}",
            "title": file.name,
            "path": iri(file.address),
            "format": file.name.rpartition(".")[2].lower(),
            "mediatype": file.media_type,
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
        }
    )


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
