"""DCAT-AP 3.0.0 (European Union) as JSON-LD, with the context inside."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from commonstacks.workshop.handouts import dcat, told
from commonstacks.workshop.handouts.linked import Node, filled
from commonstacks.workshop.handouts.story import CONTEXT_KEY, HeldFile, Story

RHYTHMS: Final = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "yearly": "ANNUAL",
    "irregular": "IRREG",
    "once": "NEVER",
}
FILE_TYPES: Final = (
    "CSV", "TSV", "JSON", "GEOJSON", "XLS", "XLSX", "ODS", "XML", "ZIP", "PDF", "TXT", "PARQUET",
)  # fmt: skip


def dataset(story: Story) -> Node:
    """The dataset version as JSON-LD with an inline context; refuses nothing.

    Nothing is claimed that was not said. Follows the profile's classes and its lists for
    frequency, access right and file type.
    """
    made = dcat.dataset(story, byte_size="xsd:decimal")
    context = made.pop(CONTEXT_KEY)
    return filled(
        {
            **made,
            "dcat:contactPoint": dcat.contacts(story),
            "dct:accrualPeriodicity": rhythm(story),
            "dct:conformsTo": dcat.laws(story),
            "dcatap:applicableLegislation": [
                {"@id": law["@id"], "@type": "eli:LegalResource"}
                for law in dcat.laws(story)
                if "@id" in law
            ],
            "adms:versionNotes": list(told.words(story, "E6")),
            "dcat:distribution": _with_types(made.get("dcat:distribution", []), story.files),
            CONTEXT_KEY: context,
        }
    )


def rhythm(story: Story) -> Node:
    """How often it is updated (H2), by the EU's list."""
    said = next(iter(told.blanks(story, "H2", "rhythm")), "")
    known = RHYTHMS.get(said, "")
    return dcat.listed("frequency", known, "dct:Frequency") if known else {}


def _with_types(distributions: list[Node], files: tuple[HeldFile, ...]) -> list[Node]:
    types = [PurePath(file.name).suffix.lstrip(".").upper() for file in files]
    types += ["ZIP"] * (len(distributions) - len(files))
    return [
        filled({**each, "dct:format": _file_type(name)})
        for each, name in zip(distributions, types, strict=True)
    ]


def _file_type(name: str) -> Node:
    return dcat.listed("file-type", name, "dct:MediaTypeOrExtent") if name in FILE_TYPES else {}
